package io.rtftp.api.server;

import org.osgi.annotation.versioning.ProviderType;

/** The TFTP server of this container. Thread-safe; never blocks. */
@ProviderType
public interface TftpServer {

    /** What it is doing now. */
    ServerView view();

    /** What it has dropped and refused since it was started. */
    ServerCounts counts();
}
