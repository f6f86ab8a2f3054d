package io.rtftp.testkit.tftp;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * What a {@link LossyProxy} makes happen to one client's packets, in one direction. Each has its own chance, so that the same seed
 * decides alike for the n-th packet of a client, whatever the others send meanwhile and whichever server answers.
 */
final class Way {

    private final Faults faults;
    private final Line line;
    private final Random chance;
    private final List<Parcel> overtaken = new ArrayList<>();

    private Way(Faults faults, Line line, Random chance) {
        this.faults = faults;
        this.line = line;
        this.chance = chance;
    }

    /** A client's line: both its directions are away at the same time. */
    static final class Line {

        private final Way towardsServer;
        private final Way towardsClient;
        private final Faults.Outage outage;
        private int carried;
        private long awayFromNanos;

        Line(Faults faults, long seed, InetAddress client) {
            SplittableRandom seeds = new SplittableRandom(31 * seed + client.hashCode());
            this.outage = faults.outage();
            this.towardsServer = new Way(faults, this, new Random(seeds.nextLong()));
            this.towardsClient = new Way(faults, this, new Random(seeds.nextLong()));
        }

        Way towardsServer() {
            return towardsServer;
        }

        Way towardsClient() {
            return towardsClient;
        }

        private boolean isAway(long nowNanos) {
            if (outage.length().isZero()) {
                return false;
            }
            carried++;
            if (carried == outage.afterPackets()) {
                awayFromNanos = nowNanos;
            }
            return carried >= outage.afterPackets()
                    && nowNanos - awayFromNanos < outage.length().toNanos();
        }
    }

    /** Whether the next packet is lost; a spared one only while the line is away. */
    boolean loses(boolean spared, long nowNanos) {
        boolean away = line.isAway(nowNanos);
        return away || (!spared && happens(faults.lossPercent()));
    }

    boolean duplicates() {
        return happens(faults.duplicatePercent());
    }

    boolean isOvertaken() {
        return happens(faults.reorderPercent());
    }

    /** How long the next packet takes. */
    long delayNanos() {
        long mean = faults.delay().mean().toNanos();
        long jitter = faults.delay().jitter().toNanos();
        return jitter == 0 ? mean : mean - jitter + (long) (chance.nextDouble() * 2 * jitter);
    }

    /** Keeps a packet until another one has passed it. */
    void keep(Parcel parcel) {
        overtaken.add(parcel);
    }

    /** The packets that were kept. */
    List<Parcel> release() {
        List<Parcel> released = List.copyOf(overtaken);
        overtaken.clear();
        return released;
    }

    private boolean happens(int percent) {
        return percent > 0 && chance.nextInt(100) < percent;
    }
}
