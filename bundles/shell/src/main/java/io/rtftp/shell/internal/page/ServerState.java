package io.rtftp.shell.internal.page;

import io.rtftp.api.disk.ApplianceView;
import io.rtftp.api.disk.DiskView;
import io.rtftp.api.file.ResolverChain.ResolverView;
import io.rtftp.api.server.ServerView;
import java.util.List;
import java.util.Optional;

/**
 * The whole server at one moment; a part is empty where the service that tells of it is absent.
 *
 * @param server the TFTP server
 * @param running how many transfers run
 * @param resolvers the chain's places
 * @param watcherRuns whether the TFTP root is watched
 * @param disks the disks
 * @param appliances the appliances
 */
public record ServerState(
        Optional<ServerView> server,
        Optional<Integer> running,
        Optional<List<ResolverView>> resolvers,
        boolean watcherRuns,
        Optional<List<DiskView>> disks,
        Optional<List<ApplianceView>> appliances) {

    /** Whether requests are answered. */
    public boolean answers() {
        return server.map(ServerView::state)
                .filter(ServerView.State.READY::equals)
                .isPresent();
    }
}
