package io.rtftp.shell.internal.command;

import io.rtftp.api.disk.DiskRegistry;
import io.rtftp.api.file.ResolverChain;
import io.rtftp.api.server.TftpServer;
import io.rtftp.api.transfer.TransferRegistry;
import io.rtftp.shell.internal.input.CommandFailedException;
import io.rtftp.shell.internal.page.ServerState;
import io.rtftp.shell.internal.page.StatusPage;
import io.rtftp.shell.internal.part.Parts;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code rtftp:status}. */
@Service
@Command(
        scope = "rtftp",
        name = "status",
        description = "Shows each part of the server; fails when requests are not answered, for health checks")
public final class StatusCommand extends RtftpCommand {

    @Override
    void run(Call call) throws CommandFailedException {
        ServerState state = state(call.parts());
        call.print(StatusPage.of(state));
        if (!state.answers()) {
            throw new CommandFailedException("the server does not answer requests");
        }
    }

    private static ServerState state(Parts parts) {
        Optional<DiskRegistry> disks = parts.find(DiskRegistry.class);
        return new ServerState(
                parts.find(TftpServer.class).map(TftpServer::view),
                parts.find(TransferRegistry.class)
                        .map(registry -> registry.running().size()),
                parts.find(ResolverChain.class).map(ResolverChain::resolvers),
                parts.isWatched(),
                disks.map(DiskRegistry::disks),
                disks.map(DiskRegistry::appliances));
    }
}
