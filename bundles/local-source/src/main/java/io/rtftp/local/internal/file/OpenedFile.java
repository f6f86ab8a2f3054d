package io.rtftp.local.internal.file;

import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A channel and what it is a channel of.
 *
 * @param path where it was, without a symbolic link in it
 * @param channel the channel; whoever holds this record closes it
 * @param identity what was found there
 */
record OpenedFile(Path path, FileChannel channel, FileIdentity identity) {}
