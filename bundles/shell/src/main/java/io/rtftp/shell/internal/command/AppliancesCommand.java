package io.rtftp.shell.internal.command;

import io.rtftp.shell.internal.input.CommandFailedException;
import io.rtftp.shell.internal.page.AppliancesPage;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code rtftp:appliances}. */
@Service
@Command(
        scope = "rtftp",
        name = "appliances",
        description = "Lists the appliances that read disks, and those kept warm")
public final class AppliancesCommand extends RtftpCommand {

    @Override
    void run(Call call) throws CommandFailedException {
        call.print(AppliancesPage.of(call.parts().disks().appliances(), call.width()));
    }
}
