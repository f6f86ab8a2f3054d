package io.rtftp.shell.internal.command;

import io.rtftp.shell.internal.input.CommandFailedException;
import io.rtftp.shell.internal.page.ResolversPage;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code rtftp:resolvers}. */
@Service
@Command(
        scope = "rtftp",
        name = "resolvers",
        description = "Lists the places files come from, in the order they are asked, and how often each answered what")
public final class ResolversCommand extends RtftpCommand {

    @Override
    void run(Call call) throws CommandFailedException {
        call.print(ResolversPage.of(call.parts().chain().resolvers(), call.width()));
    }
}
