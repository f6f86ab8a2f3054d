package io.rtftp.metrics.internal.meter;

import io.rtftp.api.disk.DiskRegistry;
import io.rtftp.api.file.ResolverChain;
import io.rtftp.api.server.TftpServer;
import io.rtftp.api.transfer.TransferRegistry;
import java.util.Optional;

/** The parts of the server that are looked at; each may be there or not. Any thread. */
public interface Sources {

    /** The transfers. */
    Optional<TransferRegistry> transfers();

    /** The places in the chain. */
    Optional<ResolverChain> chain();

    /** The server. */
    Optional<TftpServer> server();

    /** The disks. */
    Optional<DiskRegistry> diskRegistry();
}
