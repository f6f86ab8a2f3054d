package io.rtftp.shell.internal.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rtftp.shell.internal.Answering;
import java.util.Map;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;

@NullMarked
class FailureTest {

    @Test
    void aFailureIsOneLineInTheConsoleAndInScripts() {
        DisksCommand disks = new DisksCommand();
        disks.context = Answering.with(BundleContext.class, Map.of());
        disks.session = Answering.with(Session.class, Map.of());

        CommandException failure = catchThrowableOfType(CommandException.class, disks::execute);

        assertThat(failure.getMessage())
                .isEqualTo(failure.getNiceHelp())
                .isEqualTo("rtftp:disks: no disk source is running; install the feature rtftp-guestfs");
    }

    @Test
    void aFailureIsOfTheOneClassWhoseStackTraceKarafDoesNotLog() {
        CancelCommand cancel = new CancelCommand();
        cancel.id = "seventeen";
        cancel.context = Answering.with(BundleContext.class, Map.of());
        cancel.session = Answering.with(Session.class, Map.of());

        assertThat(catchThrowableOfType(CommandException.class, cancel::execute))
                .isExactlyInstanceOf(CommandException.class);
    }
}
