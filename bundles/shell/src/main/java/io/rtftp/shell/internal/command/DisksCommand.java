package io.rtftp.shell.internal.command;

import io.rtftp.shell.internal.input.CommandFailedException;
import io.rtftp.shell.internal.page.DisksPage;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code rtftp:disks}. */
@Service
@Command(scope = "rtftp", name = "disks", description = "Lists the disks files are served from")
public final class DisksCommand extends RtftpCommand {

    @Override
    void run(Call call) throws CommandFailedException {
        call.print(DisksPage.of(call.parts().disks().disks(), call.width()));
    }
}
