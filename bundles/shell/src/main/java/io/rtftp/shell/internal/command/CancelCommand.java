package io.rtftp.shell.internal.command;

import io.rtftp.shell.internal.complete.RunningTransferCompleter;
import io.rtftp.shell.internal.input.CommandFailedException;
import io.rtftp.shell.internal.input.TypedNumber;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code rtftp:cancel}. */
@Service
@Command(scope = "rtftp", name = "cancel", description = "Ends a running transfer with an ERROR to its client")
public final class CancelCommand extends RtftpCommand {

    @Argument(name = "ID", required = true, description = "The transfer's id, as rtftp:sessions shows it")
    @Completion(RunningTransferCompleter.class)
    String id = "";

    @Override
    void run(Call call) throws CommandFailedException {
        long wanted = TypedNumber.transferId(id);
        if (!call.parts().transfers().cancel(wanted)) {
            throw new CommandFailedException(
                    "no transfer " + wanted + " is running; rtftp:sessions shows those that are");
        }
        call.print("transfer " + wanted + " is cancelled\n");
    }
}
