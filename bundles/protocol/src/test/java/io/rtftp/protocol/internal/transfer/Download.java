package io.rtftp.protocol.internal.transfer;

import io.rtftp.protocol.internal.transfer.ScriptedClient.Script;
import io.rtftp.testkit.net.LossyNetwork;
import io.rtftp.testkit.net.LossyNetwork.Faults;
import io.rtftp.testkit.net.VirtualClock;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullMarked;

/** A {@link ReadTransfer}, a {@link ScriptedClient} and the network between them, from the request until nothing happens any more. */
@NullMarked
final class Download implements TransferOutput, ScriptedClient.ToServer {

    private final Plan plan;
    private final VirtualClock clock;
    private final LossyNetwork network;
    private final ScriptedClient client;
    private final ReadTransfer transfer;
    private final List<Outcome> outcomes = new ArrayList<>();
    private boolean started;
    private long plannedDeadlineNanos;
    private boolean planned;
    private long lastProgressNanos;
    private long longestSilenceNanos;
    private long tookNanos;
    private long dataSent;
    private long sentSinceEvent;
    private long mostSentPerEvent;
    private long mostSentPerSilence;

    Download(Plan plan, long seed) {
        this.plan = plan;
        this.clock = new VirtualClock(plan.beganNanos);
        this.network = new LossyNetwork(clock, plan.faults, new Random(seed));
        this.client = new ScriptedClient(plan.script, clock, this);
        this.transfer = new ReadTransfer(
                new TransferTerms(
                        plan.size, plan.script.blockSize(), plan.script.windowSize(), plan.optionsGranted, plan.pacing),
                this);
    }

    /**
     * What is downloaded, and how.
     *
     * @param readNanos how long the source takes for a piece; 0 answers at once
     * @param beganNanos what the clock shows at first
     */
    record Plan(
            int size,
            Script script,
            boolean optionsGranted,
            Pacing pacing,
            Faults faults,
            long readNanos,
            long beganNanos) {

        Plan with(Faults other) {
            return new Plan(size, script, optionsGranted, pacing, other, readNanos, beganNanos);
        }

        /** From a source that has its bytes in memory. */
        Plan readAtOnce() {
            return new Plan(size, script, optionsGranted, pacing, faults, 0, beganNanos);
        }
    }

    /** Runs to the end; fails when it has none. */
    Download run() {
        long steps = 0;
        long mostSteps = 1_000L * (plan.size / plan.script.blockSize() + 100);
        client.start();
        while (clock.runNext()) {
            if (++steps > mostSteps) {
                throw new AssertionError("no end after " + steps + " events and "
                        + clock.elapsedNanos() / TransferBench.SECOND + " s: " + transfer.acknowledgedBytes() + " of "
                        + plan.size + " bytes");
            }
        }
        return this;
    }

    /** Whether the file is at the client, byte for byte. */
    boolean isIntact() {
        return client.isComplete()
                && ByteBuffer.wrap(client.file()).equals(TransferBench.content(0, plan.size))
                && client.file().length == plan.size;
    }

    ScriptedClient client() {
        return client;
    }

    ReadTransfer transfer() {
        return transfer;
    }

    List<Outcome> outcomes() {
        return outcomes;
    }

    long blocks() {
        return plan.size / plan.script.blockSize() + 1L;
    }

    /** How long it took until the client had the file. */
    long tookNanos() {
        return tookNanos;
    }

    long dataSent() {
        return dataSent;
    }

    /** The most DATA packets that one silence of the client brought. */
    long mostSentPerSilence() {
        return mostSentPerSilence;
    }

    /** The most DATA packets that one event brought, silence apart. */
    long mostSentPerEvent() {
        return mostSentPerEvent;
    }

    /** The longest time in which no block was acknowledged for the first time, from the server's side. */
    long longestSilenceNanos() {
        return longestSilenceNanos;
    }

    @Override
    public void request() {
        network.carry(() -> {
            if (started) {
                transfer.onRepeatedRequest(clock.nowNanos());
            } else {
                started = true;
                lastProgressNanos = clock.elapsedNanos();
                transfer.start(clock.nowNanos());
            }
            afterEvent();
        });
    }

    @Override
    public void ack(int wireBlock) {
        network.carry(() -> {
            long before = transfer.acknowledgedBytes();
            transfer.onAck(wireBlock, clock.nowNanos());
            if (transfer.acknowledgedBytes() > before) {
                progress();
            }
            afterEvent();
        });
    }

    @Override
    public void sendOptionAck() {
        network.carry(client::onOptionAck);
    }

    @Override
    public void sendData(int block, ReadAhead bytes, long position, int length) {
        ByteBuffer content = ByteBuffer.allocate(length);
        bytes.copyTo(content, position, length);
        dataSent++;
        sentSinceEvent++;
        network.carry(() -> {
            boolean before = client.isComplete();
            client.onData(block, content.array());
            if (client.isComplete() && !before) {
                tookNanos = clock.elapsedNanos();
            }
        });
    }

    @Override
    public void fetch(long position, int length) {
        if (plan.readNanos == 0) {
            transfer.onBytes(position, TransferBench.content(position, length), clock.nowNanos());
        } else {
            clock.after(plan.readNanos, () -> {
                transfer.onBytes(position, TransferBench.content(position, length), clock.nowNanos());
                afterEvent();
            });
        }
    }

    @Override
    public void ended(Outcome outcome) {
        progress();
        outcomes.add(outcome);
    }

    private void progress() {
        longestSilenceNanos = Math.max(longestSilenceNanos, clock.elapsedNanos() - lastProgressNanos);
        lastProgressNanos = clock.elapsedNanos();
    }

    private void afterEvent() {
        mostSentPerEvent = Math.max(mostSentPerEvent, sentSinceEvent);
        sentSinceEvent = 0;
        if (transfer.isWaiting() && !(planned && plannedDeadlineNanos == transfer.deadlineNanos())) {
            planned = true;
            plannedDeadlineNanos = transfer.deadlineNanos();
            clock.after(Math.max(0, plannedDeadlineNanos - clock.nowNanos()), () -> {
                transfer.onTime(clock.nowNanos());
                mostSentPerSilence = Math.max(mostSentPerSilence, sentSinceEvent);
                sentSinceEvent = 0;
                afterEvent();
            });
        }
    }
}
