package io.rtftp.protocol.internal.negotiate;

/**
 * What the server grants at most.
 *
 * @param blockSizeMax bytes in a block (RFC 2348), already cut to what fits the path to this client
 * @param windowBytesMax bytes in a window, whatever was asked (RFC 7440)
 */
public record Limits(int blockSizeMax, int windowBytesMax) {}
