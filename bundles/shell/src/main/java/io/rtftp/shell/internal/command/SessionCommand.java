package io.rtftp.shell.internal.command;

import io.rtftp.api.transfer.TransferRegistry;
import io.rtftp.api.transfer.TransferView;
import io.rtftp.shell.internal.complete.TransferIdCompleter;
import io.rtftp.shell.internal.input.CommandFailedException;
import io.rtftp.shell.internal.input.TypedNumber;
import io.rtftp.shell.internal.page.SessionPage;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code rtftp:session}. */
@Service
@Command(scope = "rtftp", name = "session", description = "Shows everything about one transfer")
public final class SessionCommand extends RtftpCommand {

    @Argument(name = "ID", required = true, description = "The transfer's id, as rtftp:sessions shows it")
    @Completion(TransferIdCompleter.class)
    String id = "";

    @Override
    void run(Call call) throws CommandFailedException {
        long wanted = TypedNumber.transferId(id);
        TransferRegistry registry = call.parts().transfers();
        // The running first: one that ends meanwhile is among the ended ones, and never in neither list.
        TransferView transfer = Stream.concat(registry.running().stream(), registry.ended().stream())
                .filter(candidate -> candidate.id() == wanted)
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new CommandFailedException("no transfer " + wanted
                        + " is running or remembered; rtftp:sessions --all shows those that are"));
        call.print(SessionPage.of(transfer, call.now()));
    }
}
