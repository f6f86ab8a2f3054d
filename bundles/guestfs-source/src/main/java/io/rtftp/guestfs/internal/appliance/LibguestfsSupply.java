package io.rtftp.guestfs.internal.appliance;

import io.rtftp.api.disk.ApplianceView;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pool of appliances: some warm, none above the maximum, requests beyond it in the order they came. Warm appliances count, and are
 * what a request gets first, so they never keep anyone waiting.
 */
public final class LibguestfsSupply implements ApplianceSupply {

    private static final Logger LOG = LoggerFactory.getLogger(LibguestfsSupply.class);
    private static final Duration SHORTEST_BACK_OFF = Duration.ofSeconds(5);
    private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(5);

    private final ApplianceBoot boot;
    private final ScheduledExecutorService watchdog;
    private final Handover handover;
    private final Map<Integer, LibguestfsAppliance> all = new TreeMap<>();
    private final Deque<LibguestfsAppliance> warm = new ArrayDeque<>();
    private final Deque<Request> waiting = new ArrayDeque<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final BackOff backOff = new BackOff(SHORTEST_BACK_OFF, LONGEST_BACK_OFF);
    private boolean backingOff;
    private boolean closing;
    private boolean leaving;
    private int launching;
    private int settling; // handed over, with no disk attached yet
    private int lastId;

    private record Request(String disk, CompletableFuture<Appliance> answer) {}

    /**
     * A pool with nothing in it.
     *
     * @param boot closed with the pool
     * @param watchdog where times are kept; ended with the pool
     * @param handover where another pool may have left appliances, and {@link #leave} leaves them
     */
    LibguestfsSupply(ApplianceBoot boot, ScheduledExecutorService watchdog, Handover handover) {
        this.boot = boot;
        this.watchdog = watchdog;
        this.handover = handover;
    }

    /**
     * Opens the pool, after removing what servers left behind that were killed, and begins to boot the warm appliances.
     *
     * @throws IOException when the run directory can't be used
     */
    public static LibguestfsSupply open(ApplianceSettings settings) throws IOException {
        return open(settings, Handover.ofThisProcess());
    }

    static LibguestfsSupply open(ApplianceSettings settings, Handover handover) throws IOException {
        RunDirectory.removeLeftovers(settings.runDirectory()).forEach(LOG::info);
        RunDirectory own = RunDirectory.below(settings.runDirectory());
        ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread made = new Thread(work, "rtftp-appliance-watchdog");
            made.setDaemon(true);
            return made;
        });
        LibguestfsSupply supply =
                new LibguestfsSupply(ApplianceBoot.ofThisHost(own, settings, watchdog), watchdog, handover);
        supply.tend();
        return supply;
    }

    /** Takes other settings; appliances that are booted, or still boot, stay as and where they are. */
    public void configure(ApplianceSettings settings) {
        boot.configure(settings);
        tend();
    }

    @Override
    public CompletionStage<Appliance> acquire(String disk) {
        CompletableFuture<Appliance> answer = new CompletableFuture<>();
        synchronized (this) {
            if (closing) {
                answer.completeExceptionally(new ApplianceException("the server stops"));
                return answer;
            }
            waiting.add(new Request(disk, answer));
        }
        tend();
        return answer;
    }

    @Override
    public synchronized List<ApplianceView> appliances() {
        return all.values().stream().map(LibguestfsAppliance::view).toList();
    }

    /**
     * Boots nothing any more. Appliances that are warm or still boot are left to the pool that another revision of this bundle opens in this
     * process; those that nobody has asked for after so long are ended.
     */
    public void leave(Duration bound) {
        synchronized (this) {
            if (closing || leaving) {
                return;
            }
            leaving = true;
        }
        unassigned().forEach(LibguestfsAppliance::offer);
        withdrawAfter(bound); // not before all are offered, however short it is
    }

    private synchronized void withdrawAfter(Duration bound) {
        if (!closing) {
            var unused = watchdog.schedule(this::withdraw, bound.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Ends those that were left and that nobody has asked for. */
    public void withdraw() {
        unassigned().forEach(LibguestfsAppliance::withdraw);
    }

    /** Whether appliances are left that have neither been taken nor ended. */
    public boolean isLeaving() {
        return !unassigned().isEmpty();
    }

    private synchronized List<LibguestfsAppliance> unassigned() {
        return all.values().stream()
                .filter(appliance -> !appliance.isAssigned())
                .toList();
    }

    /** Ends every appliance; completes when no process and no file of them is left. */
    public CompletionStage<Void> close() {
        List<LibguestfsAppliance> ending;
        List<Request> refused;
        synchronized (this) {
            closing = true;
            ending = new ArrayList<>(all.values());
            refused = new ArrayList<>(waiting);
            waiting.clear();
            warm.clear();
        }
        refused.forEach(request -> request.answer.completeExceptionally(new ApplianceException("the server stops")));
        ending.forEach(LibguestfsAppliance::close);
        endWhenEmpty();
        return closed;
    }

    // Called first and after every change: hands out, boots what is missing, gives up what is too much.
    void tend() {
        List<Runnable> todo = new ArrayList<>();
        synchronized (this) {
            if (closing || leaving) {
                return;
            }
            waiting.removeIf(request -> request.answer.isDone());
            while (!waiting.isEmpty() && !warm.isEmpty()) {
                LibguestfsAppliance appliance = warm.remove();
                Request request = waiting.remove();
                appliance.assign(request.disk);
                settling++;
                todo.add(() -> handOver(appliance, request));
            }
            for (int missing = missing(); missing > 0; missing--) {
                LibguestfsAppliance appliance = new LibguestfsAppliance(++lastId, boot, watchdog, handover);
                all.put(appliance.id(), appliance);
                launching++;
                todo.add(() -> launch(appliance));
            }
            while (warm.size() > boot.settings().warm()) {
                todo.add(warm.removeLast()::close);
            }
        }
        todo.forEach(Runnable::run);
    }

    private int missing() {
        // What a client waits for has the processor first: an appliance, and then its disk. The spare one is booted
        // after that.
        int refill = backingOff || !boot.isHotPlugUsed() || !waiting.isEmpty() || settling > 0
                ? 0
                : Math.max(0, boot.settings().warm() - warm.size());
        return Math.min(waiting.size() + refill - launching, boot.settings().most() - all.size());
    }

    private void handOver(LibguestfsAppliance appliance, Request request) {
        var unused = appliance.settled().thenRun(this::onSettled);
        // A request that was given up while its appliance was on the way: nobody else may have one that has a disk's
        // name.
        if (!request.answer.complete(appliance)) {
            appliance.close();
        }
    }

    private void launch(LibguestfsAppliance appliance) {
        appliance.onEnded(this::onEnded);
        var unused = appliance.launch().whenComplete((booted, failure) -> onLaunched(appliance, failure));
    }

    private void onLaunched(LibguestfsAppliance appliance, Throwable failure) {
        Request failed = null;
        synchronized (this) {
            launching--;
            if (failure == null) {
                warm.add(appliance);
                backOff.onSuccess();
                var unused = appliance.died().thenAccept(reason -> onDied(appliance, reason));
            } else if (!closing && !leaving) {
                LOG.warn("appliance {} can't be booted: {}", appliance.id(), failure.getMessage());
                failed = waiting.poll();
                backOff();
            }
        }
        if (failed != null) {
            failed.answer.completeExceptionally(
                    new ApplianceException("no appliance can be booted: " + failure.getMessage(), failure));
        }
        if (failure != null) {
            appliance.close();
        }
        tend();
    }

    private void onSettled() {
        synchronized (this) {
            settling--;
        }
        tend();
    }

    private void onDied(LibguestfsAppliance appliance, String reason) {
        boolean wasWarm;
        synchronized (this) {
            wasWarm = warm.remove(appliance);
        }
        if (wasWarm) {
            LOG.warn("{} while it was warm", reason);
            appliance.close();
        }
    }

    private synchronized void backOff() {
        backingOff = true;
        var unused = watchdog.schedule(this::onBackOffOver, backOff.onFailure().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void onBackOffOver() {
        synchronized (this) {
            backingOff = false;
        }
        tend();
    }

    private void onEnded(LibguestfsAppliance appliance) {
        synchronized (this) {
            all.remove(appliance.id());
            warm.remove(appliance);
        }
        tend();
        endWhenEmpty();
    }

    private void endWhenEmpty() {
        synchronized (this) {
            if (!closing || !all.isEmpty() || closed.isDone()) {
                return;
            }
            watchdog.shutdownNow();
        }
        try {
            boot.close();
            closed.complete(null);
        } catch (IOException e) {
            closed.completeExceptionally(e);
        }
    }
}
