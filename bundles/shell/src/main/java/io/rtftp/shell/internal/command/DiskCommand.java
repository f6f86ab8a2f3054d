package io.rtftp.shell.internal.command;

import io.rtftp.shell.internal.complete.DiskNameCompleter;
import io.rtftp.shell.internal.input.CommandFailedException;
import io.rtftp.shell.internal.page.DiskPage;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code rtftp:disk}. */
@Service
@Command(scope = "rtftp", name = "disk", description = "Shows everything about one disk")
public final class DiskCommand extends RtftpCommand {

    @Argument(name = "NAME", required = true, description = "The disk's name, as rtftp:disks shows it")
    @Completion(DiskNameCompleter.class)
    String name = "";

    @Override
    void run(Call call) throws CommandFailedException {
        call.print(DiskPage.of(DiskChoice.named(name, call.parts().disks())));
    }
}
