package io.github.jdbctls.dialect.redis;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.spi.ToolProvider;

/**
 * JetBrains' driver as far as we use it, which is in no repository: classes of the same names, with
 * the public constructors and methods that our parts and these tests call, written for these tests
 * and compiled when they run. They follow commit {@code 183005a2} of
 * github.com/DataGrip/redis-jdbc-driver.
 *
 * <p>They stand on the real Jedis where that is given, else on one of the same shape.
 *
 * @param entries of the class path
 */
public record JetbrainsStandIn(List<Path> entries) {
  private static final Set<String> WRITTEN =
      Set.of("setCatalog", "getCatalog", "isValid", "close", "isClosed", "unwrap", "isWrapperFor");

  /** Copies the list. */
  public JetbrainsStandIn {
    entries = List.copyOf(entries);
  }

  /**
   * Compiles it.
   *
   * @param jedis with what it needs; empty to do without
   */
  public static JetbrainsStandIn compiled(Path folder, List<Path> jedis) throws IOException {
    return compiled(folder, jedis, 4, "Connection");
  }

  /**
   * Compiles it as another version would be.
   *
   * @param minor the version's second number, behind 1
   * @param taken what the client for one server is made of
   */
  static JetbrainsStandIn compiled(Path folder, List<Path> jedis, int minor, String taken)
      throws IOException {
    Map<String, String> sources = new LinkedHashMap<>();
    sources.put("jdbc/RedisDriver", JetbrainsSources.DRIVER.formatted(minor));
    sources.put("jdbc/RedisConnection", JetbrainsSources.CONNECTION.formatted(further()));
    sources.put("jdbc/client/RedisClient", JetbrainsSources.CLIENT);
    sources.put("jdbc/client/RedisMode", JetbrainsSources.MODE);
    sources.put("jdbc/client/structures/result/RedisResult", JetbrainsSources.RESULT);
    sources.put("jdbc/client/impl/standalone/RedisJedisURI", JetbrainsSources.ADDRESS);
    sources.put(
        "jdbc/client/impl/standalone/RedisJedisClient",
        JetbrainsSources.STANDALONE.formatted(taken));
    if (jedis.isEmpty()) {
      sources.putAll(JetbrainsSources.JEDIS);
    }
    List<Path> entries = new ArrayList<>(List.of(folder));
    entries.addAll(jedis);
    List<String> arguments =
        new ArrayList<>(List.of("-proc:none", "-nowarn", "-d", folder.toString(), "-cp"));
    arguments.add(entries.stream().map(Path::toString).collect(joining(File.pathSeparator)));
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = folder.resolve(source.getKey() + ".java");
      Files.createDirectories(file.getParent());
      arguments.add(Files.writeString(file, source.getValue()).toString());
    }
    int result =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(System.out, System.err, arguments.toArray(String[]::new));
    if (result != 0) {
      throw new IllegalStateException("the stand-in cannot be compiled");
    }
    return new JetbrainsStandIn(entries);
  }

  /** What else a connection has to have: nothing is done, and nothing is known. */
  private static String further() {
    return Arrays.stream(Connection.class.getMethods())
        .filter(method -> Modifier.isAbstract(method.getModifiers()))
        .filter(method -> !WRITTEN.contains(method.getName()))
        .map(JetbrainsStandIn::empty)
        .collect(joining("\n"));
  }

  private static String empty(Method method) {
    String parameters =
        Arrays.stream(method.getParameters())
            .map(parameter -> parameter.getType().getCanonicalName() + " " + parameter.getName())
            .collect(joining(", "));
    Class<?> type = method.getReturnType();
    String value = type == boolean.class ? " false" : type == int.class ? " 0" : " null";
    return "public %s %s(%s) { return%s; }"
        .formatted(
            type.getCanonicalName(), method.getName(), parameters, type == void.class ? "" : value);
  }

  /** A class loader that sees it, and nothing else but the JDK. */
  public URLClassLoader loader() {
    return new URLClassLoader(
        entries.stream().map(JetbrainsStandIn::url).toArray(URL[]::new),
        ClassLoader.getPlatformClassLoader());
  }

  /** Makes its driver. */
  public static Driver driver(ClassLoader loader) throws ReflectiveOperationException {
    return (Driver) loader.loadClass("jdbc.RedisDriver").getConstructor().newInstance();
  }

  private static URL url(Path entry) {
    try {
      return entry.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }
}
