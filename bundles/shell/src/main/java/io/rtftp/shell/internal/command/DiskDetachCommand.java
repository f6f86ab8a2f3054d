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

/** {@code rtftp:disk-detach}. */
@Service
@Command(
        scope = "rtftp",
        name = "disk-detach",
        description = "Lets a disk go now; transfers reading from it end with an ERROR")
public final class DiskDetachCommand extends RtftpCommand {

    @Option(name = "--timeout", valueToShowInHelp = "60", description = "Seconds to wait until nothing of it is left")
    String timeout = "60";

    @Argument(name = "NAME", required = true, description = "The disk's name, as rtftp:disks shows it")
    @Completion(DiskNameCompleter.class)
    String name = "";

    @Override
    void run(Call call) throws CommandFailedException {
        Patience patience = new Patience(TypedNumber.timeout(timeout));
        DiskRegistry disks = call.parts().disks();
        String disk = DiskChoice.named(name, disks).name();
        patience.await(disks.detach(disk), "detaching disk " + disk);
        call.print("disk " + disk + " is detached; the next request attaches it again\n");
    }
}
