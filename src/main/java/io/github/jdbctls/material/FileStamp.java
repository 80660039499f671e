package io.github.jdbctls.material;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What a file looked like when it was read; another stamp means that it may have changed.
 * Immutable.
 *
 * @param path the file
 * @param exists whether it was there
 * @param size in bytes
 * @param modified mtime
 * @param changed ctime, where the file system has it
 * @param fileKey device and inode, where the file system has them
 */
public record FileStamp(
    Path path,
    boolean exists,
    long size,
    @Nullable FileTime modified,
    @Nullable FileTime changed,
    @Nullable Object fileKey) {}
