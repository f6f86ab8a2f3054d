package io.rtftp.daemon.internal.component;

import io.rtftp.daemon.internal.control.ControlSocket;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The control socket, for as long as there is a shell to run its commands. */
@Component(
        immediate = true,
        service = {})
public final class ControlComponent {

    private final ControlSocket socket;

    /** Opens the socket in the data directory. */
    @Activate
    public ControlComponent(@Reference SessionFactory sessions, BundleContext context) throws IOException {
        Path data = Path.of(context.getProperty("karaf.data"));
        socket = ControlSocket.open(
                data.resolve("control.sock"),
                new KarafCommands(sessions, new FrameworkContainer(context)),
                ControlSocket.Bounds.USUAL);
    }

    @Deactivate
    void deactivate() throws IOException {
        socket.close();
    }
}
