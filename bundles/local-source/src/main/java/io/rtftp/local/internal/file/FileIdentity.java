package io.rtftp.local.internal.file;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * What makes two opened files the same content.
 *
 * @param inode the file's device and inode, in the file system's own form
 * @param size in bytes
 * @param modified when its content last changed
 */
record FileIdentity(Object inode, long size, FileTime modified) {

    static FileIdentity of(BasicFileAttributes attributes) {
        Object inode = attributes.fileKey();
        if (inode == null) {
            throw new UnsupportedOperationException("the file system of the TFTP root has no inodes");
        }
        return new FileIdentity(inode, attributes.size(), attributes.lastModifiedTime());
    }
}
