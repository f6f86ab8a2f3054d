package io.rtftp.shell.internal.command;

import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.ResolverChain.Answer;
import io.rtftp.shell.internal.complete.ClientAddressCompleter;
import io.rtftp.shell.internal.input.CommandFailedException;
import io.rtftp.shell.internal.input.Patience;
import io.rtftp.shell.internal.input.TypedAddress;
import io.rtftp.shell.internal.input.TypedNumber;
import io.rtftp.shell.internal.input.TypedPath;
import io.rtftp.shell.internal.page.ExplainPage;
import java.net.InetSocketAddress;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code rtftp:explain}. */
@Service
@Command(
        scope = "rtftp",
        name = "explain",
        description =
                "Asks every place for a file as a client would, sends nothing, and shows who answers what and why")
public final class ExplainCommand extends RtftpCommand {

    private static final int NO_PORT = 0; // nothing is sent, so nothing leads back to a port

    @Option(name = "--timeout", valueToShowInHelp = "60", description = "Seconds to wait for disks being attached")
    String timeout = "60";

    @Argument(name = "ADDRESS", required = true, description = "The client's address")
    @Completion(ClientAddressCompleter.class)
    String address = "";

    @Argument(index = 1, name = "PATH", required = true, description = "The file as the client asks for it")
    String path = "";

    @Override
    void run(Call call) throws CommandFailedException {
        FileRequest request =
                new FileRequest(TypedPath.file(path), new InetSocketAddress(TypedAddress.parse(address), NO_PORT));
        Patience patience = new Patience(TypedNumber.timeout(timeout));
        List<Answer> answers = patience.await(call.parts().chain().explain(request), "asking for " + request.path());
        call.print(ExplainPage.of(request, answers));
    }
}
