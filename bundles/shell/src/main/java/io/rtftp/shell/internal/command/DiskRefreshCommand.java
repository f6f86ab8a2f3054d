package io.rtftp.shell.internal.command;

import io.rtftp.api.disk.DiskRegistry;
import io.rtftp.shell.internal.complete.DiskNameCompleter;
import io.rtftp.shell.internal.input.CommandFailedException;
import io.rtftp.shell.internal.input.Patience;
import io.rtftp.shell.internal.input.TypedNumber;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code rtftp:disk-refresh}. */
@Service
@Command(
        scope = "rtftp",
        name = "disk-refresh",
        description = "Opens a new view of a disk now, attaching it where needed; running transfers keep theirs")
public final class DiskRefreshCommand extends RtftpCommand {

    @Option(
            name = "--timeout",
            valueToShowInHelp = "60",
            description = "Seconds to wait until requests are answered from it")
    String timeout = "60";

    @Argument(name = "NAME", required = true, description = "The disk's name, as rtftp:disks shows it")
    @Completion(DiskNameCompleter.class)
    String name = "";

    @Override
    void run(Call call) throws CommandFailedException {
        Patience patience = new Patience(TypedNumber.timeout(timeout));
        DiskRegistry disks = call.parts().disks();
        String disk = DiskChoice.named(name, disks).name();
        patience.await(disks.refresh(disk), "the refresh of disk " + disk);
        call.print("disk " + disk + " is at generation "
                + DiskChoice.named(disk, disks).generation() + "\n");
    }
}
