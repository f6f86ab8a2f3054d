package io.rtftp.shell.internal.command;

import io.rtftp.api.file.ClientAddress;
import io.rtftp.api.transfer.TransferRegistry;
import io.rtftp.api.transfer.TransferView;
import io.rtftp.shell.internal.complete.ClientAddressCompleter;
import io.rtftp.shell.internal.input.CommandFailedException;
import io.rtftp.shell.internal.input.TypedAddress;
import io.rtftp.shell.internal.page.Selection;
import io.rtftp.shell.internal.page.SessionsPage;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code rtftp:sessions}. */
@Service
@Command(scope = "rtftp", name = "sessions", description = "Lists the running transfers and the last ten ended ones")
public final class SessionsCommand extends RtftpCommand {

    @Option(name = "--all", description = "Every ended transfer that is remembered")
    boolean all;

    @Option(name = "--client", description = "Only the transfers of this client address")
    @Completion(ClientAddressCompleter.class)
    String client = "";

    @Override
    void run(Call call) throws CommandFailedException {
        Optional<String> address =
                client.isEmpty() ? Optional.empty() : Optional.of(ClientAddress.of(TypedAddress.parse(client)));
        Selection selection = new Selection(all, address);
        TransferRegistry registry = call.parts().transfers();
        List<TransferView> running = registry.running();
        List<TransferView> wanted = selection.of(running, registry.ended());
        call.print(wanted.isEmpty() ? selection.emptyText() : SessionsPage.of(wanted, call.width(), call.now()));
    }
}
