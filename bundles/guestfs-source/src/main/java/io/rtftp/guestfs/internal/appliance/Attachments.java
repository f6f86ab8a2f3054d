package io.rtftp.guestfs.internal.appliance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rtftp.guestfs.internal.appliance.ApplianceBoot.Booted;
import io.rtftp.guestfs.internal.appliance.Machine.Option;
import io.rtftp.guestfs.internal.source.DiskSource;
import io.rtftp.guestfs.internal.source.NbdExport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The views of an appliance's disk, one at a time: plugged into the machine that runs, or with a machine booted for it where disks can't be
 * plugged in. For the lane's thread alone.
 */
final class Attachments {

    private static final Duration GREETING_LIMIT = Duration.ofSeconds(10);

    private final ApplianceBoot boot;
    private final ApplianceMachine machine;
    private final Consumer<String> onStuck;
    private int views;
    private @Nullable AttachedView attached;

    /**
     * Nothing is attached yet.
     *
     * @param onStuck told why the machine is of no use any more
     */
    Attachments(ApplianceBoot boot, ApplianceMachine machine, Consumer<String> onStuck) {
        this.boot = boot;
        this.machine = machine;
        this.onStuck = onStuck;
    }

    /** Connects, plugs and mounts; after a failure nothing is attached. */
    AttachedView attach(DiskSource source) throws ApplianceException {
        if (attached != null) {
            throw new ApplianceException("another view of this disk is attached; it must be detached first");
        }
        Duration half = boot.settings().callLimit().dividedBy(2);
        NbdGreeting.await(source.export(), half.compareTo(GREETING_LIMIT) < 0 ? half : GREETING_LIMIT);
        BlockNodes nodes = new BlockNodes(++views);
        AttachedView view = see(source.export(), nodes);
        try {
            view.mount(source.mounts());
        } catch (ApplianceException e) {
            giveUp(view, e);
            throw e;
        }
        attached = view;
        return view;
    }

    /** Whether it is this one that is attached. */
    boolean isAttached(AttachedView view) {
        return attached == view;
    }

    /** Takes the view apart. */
    void detach(AttachedView view) throws ApplianceException {
        attached = null;
        if (view.isPlugged()) {
            view.close();
        } else {
            machine.stop();
        }
    }

    private void giveUp(AttachedView view, ApplianceException cause) {
        try {
            detach(view);
        } catch (ApplianceException e) {
            onNotLetGo(cause, e);
        }
    }

    private void onNotLetGo(ApplianceException cause, ApplianceException failure) {
        cause.addSuppressed(failure);
        onStuck.accept(cause.getMessage() + "; then " + failure.getMessage());
    }

    private AttachedView see(NbdExport export, BlockNodes nodes) throws ApplianceException {
        Optional<Booted> now = machine.booted();
        if (boot.isHotPlugUsed() && now.isPresent() && now.get().machine().qmp().isPresent()) {
            HotPlug plug = new HotPlug(
                    now.get().machine().qmp().get(),
                    nodes,
                    overlay(nodes),
                    // Less than the whole attach may take, so that the appliance is killed with the name of the step.
                    boot.settings().callLimit().multipliedBy(2).dividedBy(3));
            try {
                plug.plug(export, boot.credentials());
                return seePlugged(now.get(), nodes, plug);
            } catch (ApplianceException e) {
                plug.stuck().ifPresent(onStuck);
                if (plug.isRefused()) {
                    boot.onHotPlugRefused(String.valueOf(e.getMessage()));
                }
                throw e;
            }
        }
        return seeCold(export, nodes);
    }

    private AttachedView seePlugged(Booted now, BlockNodes nodes, HotPlug plug) throws ApplianceException {
        try {
            PluggedDevice device = PluggedDevice.await(now.machine().guest(), nodes.serial(), plug.limit());
            return new AttachedView(device, reads(now, nodes), Optional.of(plug), now);
        } catch (ApplianceException e) {
            try {
                plug.unplug();
            } catch (ApplianceException plugged) {
                onNotLetGo(e, plugged);
            }
            throw e;
        }
    }

    private AttachedView seeCold(NbdExport export, BlockNodes nodes) throws ApplianceException {
        machine.stop();
        List<Option> options = new ArrayList<>();
        List<String> objects = new ArrayList<>();
        if (export.tls()) {
            ObjectNode credentials = nodes.credentials(boot.credentials().path(export));
            objects.add(credentials.toString());
            options.add(new Option("-object", credentials.toString()));
        }
        Duration limit = boot.settings().callLimit();
        long size = QemuImg.size(objects, nodes.connection(export).toString(), limit);
        QemuImg.createOverlay(overlay(nodes), size, limit);
        options.add(new Option(
                "-blockdev", nodes.overlayOver(export, overlay(nodes)).toString()));
        options.add(new Option("-device", nodes.deviceAtBoot().toString()));
        Booted now = machine.start(options);
        PluggedDevice device = PluggedDevice.await(now.machine().guest(), nodes.serial(), limit);
        return new AttachedView(device, reads(now, nodes), Optional.empty(), now);
    }

    private FailedReads reads(Booted now, BlockNodes nodes) {
        return new FailedReads(
                now.machine().qmp(), nodes.device(), boot.settings().callLimit());
    }

    private Path overlay(BlockNodes nodes) throws ApplianceException {
        return machine.directory().resolve(nodes.disk() + ".qcow2");
    }
}
