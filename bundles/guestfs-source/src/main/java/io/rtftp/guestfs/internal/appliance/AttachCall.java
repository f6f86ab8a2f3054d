package io.rtftp.guestfs.internal.appliance;

import io.rtftp.guestfs.internal.source.DiskSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** Attaches a disk on the appliance's lane: the fast way, and the cold way where the fast one is found out not to work on this host. */
final class AttachCall {

    private static final Duration VOLUMES_DELAY = Duration.ofSeconds(2);

    private final ApplianceBoot boot;
    private final Lane lane;
    private final ApplianceMachine machine;
    private final Attachments attachments;

    AttachCall(ApplianceBoot boot, Lane lane, ApplianceMachine machine, Attachments attachments) {
        this.boot = boot;
        this.lane = lane;
        this.machine = machine;
        this.attachments = attachments;
    }

    /**
     * Attaches.
     *
     * @param made makes what is given back, of the view and the file that pieces of files pass through; is called on the lane
     */
    CompletionStage<MountedDisk> attach(DiskSource source, BiFunction<AttachedView, Path, MountedDisk> made) {
        boolean plugged = boot.isHotPlugUsed();
        CompletableFuture<MountedDisk> answer = new CompletableFuture<>();
        attachOnce(source, made).whenComplete((view, failure) -> {
            if (failure == null) {
                answer.complete(view);
            } else if (plugged && !boot.isHotPlugUsed()) {
                // Found out just now, in the time of the fast way; the cold way is a call of its own with its own
                // limit.
                pass(attachOnce(source, made), answer);
            } else {
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    private static <T> void pass(CompletionStage<T> from, CompletableFuture<T> to) {
        from.whenComplete((value, failure) -> {
            if (failure == null) {
                to.complete(value);
            } else {
                to.completeExceptionally(failure);
            }
        });
    }

    private CompletionStage<MountedDisk> attachOnce(
            DiskSource source, BiFunction<AttachedView, Path, MountedDisk> made) {
        String url = ExportNames.of(source.export());
        // The cold way boots, which has a longer limit of its own.
        Duration limit = boot.isHotPlugUsed()
                ? boot.settings().callLimit()
                : boot.settings().callLimit().plus(boot.settings().bootLimit());
        return lane.call("attaching " + url, limit, () -> {
            try {
                return made.apply(attachNow(source), machine.directory().resolve("piece"));
            } catch (ApplianceException e) {
                String message = String.valueOf(e.getMessage());
                throw message.startsWith(url) ? e : new ApplianceException(url + ": " + message, e);
            }
        });
    }

    private AttachedView attachNow(DiskSource source) throws ApplianceException {
        AttachedView view = attachments.attach(source);
        // After the client's first files, and before the disk is attached again. What fails is asked once more then.
        lane.callLater(
                VOLUMES_DELAY, "looking for logical volumes", boot.settings().callLimit(), () -> {
                    if (attachments.isAttached(view)) {
                        view.lookForVolumes();
                    }
                    return view;
                });
        return view;
    }
}
