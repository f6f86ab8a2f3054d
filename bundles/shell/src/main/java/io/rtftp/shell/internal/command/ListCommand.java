package io.rtftp.shell.internal.command;

import io.rtftp.api.file.ClientAddress;
import io.rtftp.api.file.ResolverChain.PlacedFile;
import io.rtftp.shell.internal.complete.ClientAddressCompleter;
import io.rtftp.shell.internal.input.CommandFailedException;
import io.rtftp.shell.internal.input.Patience;
import io.rtftp.shell.internal.input.TypedAddress;
import io.rtftp.shell.internal.input.TypedNumber;
import io.rtftp.shell.internal.input.TypedPath;
import io.rtftp.shell.internal.page.ListingPage;
import java.net.InetAddress;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code rtftp:ls}. */
@Service
@Command(
        scope = "rtftp",
        name = "ls",
        description = "Lists what a client could ask for, and the place each file comes from")
public final class ListCommand extends RtftpCommand {

    @Option(name = "--timeout", valueToShowInHelp = "60", description = "Seconds to wait for disks being attached")
    String timeout = "60";

    @Argument(name = "ADDRESS", required = true, description = "The client's address")
    @Completion(ClientAddressCompleter.class)
    String address = "";

    @Argument(index = 1, name = "PATH", description = "A directory as the client sees it; the top where left out")
    String path = "";

    @Override
    void run(Call call) throws CommandFailedException {
        InetAddress client = TypedAddress.parse(address);
        String directory = TypedPath.directory(path);
        Patience patience = new Patience(TypedNumber.timeout(timeout));
        List<PlacedFile> entries = patience.await(call.parts().chain().list(client, directory), "listing");
        call.print(ListingPage.of(ClientAddress.of(client), directory, entries));
    }
}
