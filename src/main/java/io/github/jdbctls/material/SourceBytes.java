package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.Environment;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The bytes of a source that a parameter names, with the state in which they were read. Closing it
 * wipes the bytes, since they may be a private key. Not thread-safe.
 */
final class SourceBytes implements AutoCloseable {
  private final Place place;
  private final Optional<FileState> state;
  private final List<Stamp> stamps;
  private final byte[] bytes;

  /** Takes the bytes over, and wipes them in the end. */
  SourceBytes(Place place, Optional<FileState> state, byte[] bytes) {
    this(place, state, state.isPresent() ? List.of(state.orElseThrow().stamp()) : List.of(), bytes);
  }

  /** With what tells a change, where that is not the state of a file. */
  SourceBytes(Place place, Optional<FileState> state, List<Stamp> stamps, byte[] bytes) {
    this.place = place;
    this.state = state;
    this.stamps = List.copyOf(stamps);
    this.bytes = bytes;
  }

  /**
   * Reads a source.
   *
   * @throws ProblemException as {@link RegularFile#read}, {@link ClassPathResource#read}, {@link
   *     WrittenContent#read} and {@link SuppliedContent#read}
   */
  static SourceBytes read(Setting<Source> setting) throws ProblemException {
    return read(setting, Environment.ofProcess());
  }

  /** Reads a source, where a variable is one of the environment. */
  static SourceBytes read(Setting<Source> setting, Environment environment)
      throws ProblemException {
    Place place = new Place(setting.origin(), setting.value());
    if (setting.value() instanceof Source.File) {
      return RegularFile.read(place);
    }
    if (setting.value() instanceof Source.Resource resource) {
      return ClassPathResource.read(place, resource);
    }
    if (setting.value() instanceof Source.Variable variable) {
      return WrittenContent.read(place, variable, environment);
    }
    if (setting.value() instanceof Source.Inline inline) {
      return WrittenContent.read(place, inline);
    }
    if (setting.value() instanceof Source.Supplied supplied) {
      return SuppliedContent.read(place, supplied);
    }
    throw Problem.of(
            TlsFailure.INVALID_VALUE,
            setting.origin().describe() + " must name a file, not " + setting.value().describe())
        .exception();
  }

  Place place() {
    return place;
  }

  /** Who may read the file; empty if it is none, or the file system does not tell. */
  Optional<FileState.Access> access() {
    return state.isPresent() ? state.orElseThrow().access() : Optional.empty();
  }

  /** The access control list of the file, where it has no mode. */
  Optional<FileAcl> acl() {
    return state.isPresent() ? state.orElseThrow().acl() : Optional.empty();
  }

  /** What tells a change of the source; none if it cannot change while the JVM runs. */
  List<Stamp> stamps() {
    return stamps;
  }

  /** The bytes themselves, not a copy. */
  byte[] bytes() {
    return bytes;
  }

  /** What the bytes are. */
  Content content() {
    return Content.of(bytes);
  }

  /**
   * The PEM blocks.
   *
   * @throws ProblemException WRONG_CONTENT if one of them is damaged
   */
  List<PemBlock> pem() throws ProblemException {
    List<PemBlock> blocks = PemReader.read(bytes);
    for (PemBlock block : blocks) {
      if (block.damage() != null) {
        PemBlock.wipe(blocks);
        throw place
            .problem(
                TlsFailure.WRONG_CONTENT,
                "has a damaged PEM block, " + block.describe() + ": " + block.damage())
            .withRemedy(
                place.source() instanceof Source.File
                    ? "Write the file again, completely."
                    : "Give the content again, completely; in a URL write + as %2B.")
            .exception();
      }
    }
    return blocks;
  }

  /** The problem that the source is something else than its parameter is to hold. */
  ProblemException isNot(Wanted wanted) {
    Content content = content();
    return place
        .problem(
            TlsFailure.WRONG_CONTENT, "is " + content.description() + ", not " + wanted.words())
        .withRemedy(wanted.remedy(content, place.name()))
        .exception();
  }

  /** Wipes the bytes. */
  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public String toString() {
    return place.describe();
  }
}
