package io.rtftp.guestfs.internal.disk;

import io.rtftp.api.disk.ApplianceView;
import io.rtftp.api.file.ListedFile;
import io.rtftp.guestfs.internal.appliance.Appliance;
import io.rtftp.guestfs.internal.appliance.ApplianceException;
import io.rtftp.guestfs.internal.appliance.ApplianceSupply;
import io.rtftp.guestfs.internal.appliance.MountedDisk;
import io.rtftp.guestfs.internal.source.DiskSource;
import io.rtftp.guestfs.internal.time.VirtualTimeline;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Appliances in virtual time, at most {@link #most} of them. Every disk holds one file, {@code clock}, of eight bytes: the time at which
 * the view was attached. So a test sees from the bytes how old what it got was.
 */
final class FakeSupply implements ApplianceSupply {

    static final Duration BOOT = Duration.ofSeconds(2);
    static final Duration ATTACH = Duration.ofMillis(900);
    static final Duration CALL = Duration.ofMillis(20);

    final List<FakeAppliance> all = new ArrayList<>();
    String refusal = "";
    int most = 8;
    int looks;
    int viewed; // how often somebody looked at an appliance

    private final VirtualTimeline time;
    private final Deque<CompletableFuture<Appliance>> waiting = new ArrayDeque<>();

    FakeSupply(VirtualTimeline time) {
        this.time = time;
    }

    @Override
    public CompletionStage<Appliance> acquire(String disk) {
        CompletableFuture<Appliance> answer = new CompletableFuture<>();
        waiting.add(answer);
        tend();
        return answer;
    }

    @Override
    public List<ApplianceView> appliances() {
        return living().stream().map(FakeAppliance::view).toList();
    }

    /** Those that count among the {@link #most} there may be: one that has died does until it is closed. */
    List<FakeAppliance> living() {
        return all.stream().filter(one -> !one.closed).toList();
    }

    private void tend() {
        waiting.removeIf(CompletableFuture::isDone);
        while (!waiting.isEmpty() && living().size() < most) {
            CompletableFuture<Appliance> next = waiting.remove();
            FakeAppliance appliance = new FakeAppliance(all.size() + 1);
            all.add(appliance);
            time.after(BOOT.toNanos(), () -> {
                if (!next.complete(appliance)) {
                    appliance.close();
                }
            });
        }
    }

    /** One appliance; its calls take their time one after the other in the simplest way: each takes {@link #CALL}. */
    final class FakeAppliance implements Appliance {

        final CompletableFuture<String> died = new CompletableFuture<>();
        boolean ended;
        boolean closed;
        private final int id;
        private Optional<FakeView> attached = Optional.empty();

        private FakeAppliance(int id) {
            this.id = id;
        }

        @Override
        public ApplianceView view() {
            viewed++;
            return new ApplianceView(id, ApplianceView.State.IN_USE, 1_000 + id, 1, Duration.ZERO, "");
        }

        @Override
        public CompletionStage<MountedDisk> attach(DiskSource source) {
            if (attached.isPresent()) {
                throw new AssertionError("two views at once");
            }
            long beganNanos = time.nowNanos();
            return later(ATTACH, () -> {
                FakeView view = new FakeView(this, beganNanos);
                attached = Optional.of(view);
                return view;
            });
        }

        void die(String reason) {
            if (!ended) {
                ended = true;
                died.complete(reason);
            }
        }

        @Override
        public CompletionStage<String> died() {
            return died;
        }

        @Override
        public void close() {
            ended = true;
            closed = true;
            tend();
        }

        private <T> CompletionStage<T> later(Duration duration, Supplier<T> call) {
            CompletableFuture<T> answer = new CompletableFuture<>();
            time.after(duration.toNanos(), () -> {
                if (ended || !refusal.isEmpty()) {
                    answer.completeExceptionally(new ApplianceException(ended ? "the appliance has ended" : refusal));
                } else {
                    answer.complete(call.get());
                }
            });
            return answer;
        }
    }

    private final class FakeView implements MountedDisk {

        private final FakeAppliance appliance;
        private final byte[] content;

        private FakeView(FakeAppliance appliance, long attachedNanos) {
            this.appliance = appliance;
            this.content =
                    ByteBuffer.allocate(Long.BYTES).putLong(attachedNanos).array();
        }

        @Override
        public List<String> mounts() {
            return List.of("partition 1 (ext4) at /");
        }

        @Override
        public List<String> notes() {
            return List.of();
        }

        @Override
        public CompletionStage<Look> look(String root, String path) {
            looks++;
            return appliance.later(CALL, () -> {
                checkAttached();
                return switch (path) {
                    case "clock" -> new Look.Regular(root + path, content.length);
                    case "outside" -> new Look.Forbidden(root + path + " leads outside " + root);
                    default -> new Look.Missing("no file " + root + path);
                };
            });
        }

        @Override
        public CompletionStage<List<ListedFile>> list(String root, String directory) {
            return appliance.later(CALL, () -> List.of(new ListedFile("clock", ListedFile.Kind.FILE, content.length)));
        }

        @Override
        public CompletionStage<Void> copy(
                String realPath, long position, int length, Path target, IntConsumer arrived) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            appliance
                    .later(CALL, () -> {
                        checkAttached();
                        return content;
                    })
                    .whenComplete((bytes, failed) -> {
                        if (failed == null) {
                            write(target, bytes);
                            done.complete(null);
                        } else {
                            done.completeExceptionally(failed);
                        }
                    });
            return done;
        }

        @Override
        public CompletionStage<Void> detach() {
            CompletableFuture<Void> done = new CompletableFuture<>();
            appliance.later(CALL, () -> content).whenComplete((bytes, failed) -> {
                appliance.attached = Optional.empty();
                if (failed == null) {
                    done.complete(null);
                } else {
                    done.completeExceptionally(failed);
                }
            });
            return done;
        }

        private void checkAttached() {
            if (!appliance.attached.equals(Optional.of(this))) {
                throw new AssertionError("a detached view is read");
            }
        }

        private void write(Path target, byte[] bytes) {
            try (RandomAccessFile file = new RandomAccessFile(target.toFile(), "rw")) {
                file.write(bytes);
            } catch (IOException failed) {
                throw new AssertionError(failed);
            }
        }
    }
}
