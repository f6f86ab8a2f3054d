package io.rtftp.protocol.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One block out, one ACK back: RFC 1350 as RFC 1123 corrected it. */
@NullMarked
class LockStepTest {

    @Test
    void withoutOptionsTheFirstBlockIsTheAnswer() { // RFC 1350 §4
        assertThat(TransferBench.plain(2_000).start().orders()).containsExactly("DATA 1");
    }

    @Test
    void anAckBringsTheNextBlock() { // RFC 1350 §2
        TransferBench bench = TransferBench.plain(2_000).start();
        bench.orders();

        assertThat(bench.ack(1).orders()).containsExactly("DATA 2");
        assertThat(bench.ack(2).orders()).containsExactly("DATA 3");
    }

    @Test
    void aShortBlockIsTheLastAndItsAckTheEnd() { // RFC 1350 §6
        TransferBench bench = TransferBench.plain(1_000).start().ack(1);
        assertThat(bench.orders()).containsExactly("DATA 1", "DATA 2 of 488 bytes");

        assertThat(bench.ack(2).orders()).containsExactly("ended COMPLETED");
        assertThat(bench.transfer().acknowledgedBytes()).isEqualTo(1_000);
    }

    @Test
    void aFileThatFillsItsLastBlockNeedsAnEmptyOne() { // RFC 1350 §6
        TransferBench bench = TransferBench.plain(1_024).start().ack(1).ack(2);

        assertThat(bench.orders()).containsExactly("DATA 1-2", "DATA 3 of 0 bytes");
        assertThat(bench.ack(3).orders()).containsExactly("ended COMPLETED");
    }

    @Test
    void anEmptyFileIsOneEmptyBlock() { // RFC 1350 §6
        TransferBench bench = TransferBench.plain(0).start();
        assertThat(bench.orders()).containsExactly("DATA 1 of 0 bytes");

        assertThat(bench.ack(1).orders()).containsExactly("ended COMPLETED");
        assertThat(bench.transfer().acknowledgedBytes()).isZero();
    }

    @Test
    void anAckSeenBeforeIsNotAnswered() { // RFC 1123 §4.2.3.1, the Sorcerer's Apprentice
        TransferBench bench = TransferBench.plain(5_000).start().ack(1);
        bench.orders();

        assertThat(bench.ack(1, 1, 1).orders()).isEmpty();
    }

    @Test
    void anAckSeenBeforeIsNotAnsweredHoweverLateItComes() { // RFC 1123 §4.2.3.1
        TransferBench bench = TransferBench.plain(5_000).start().pass(10).ack(1);
        bench.orders();

        bench.pass(19_999_999);

        assertThat(bench.ack(1).orders()).isEmpty();
    }

    @Test
    void whenEveryAckComesTwiceEveryBlockGoesOutOnce() { // RFC 1123 §4.2.3.1
        TransferBench bench = TransferBench.plain(5_000).start();
        for (int block = 1; block <= 10; block++) {
            bench.ack(block, block);
        }

        assertThat(bench.orders()).containsExactly("DATA 1-9", "DATA 10 of 392 bytes", "ended COMPLETED");
        assertThat(bench.transfer().resentBlocks()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4})
    void anOldAckIsIgnored(int old) { // GRUB and the Raspberry Pi acknowledge blocks again
        TransferBench bench = TransferBench.plain(5_000).start().ack(1, 2, 3, 4, 5);
        bench.orders();

        assertThat(bench.ack(old).orders()).isEmpty();
        assertThat(bench.transfer().acknowledgedBytes()).isEqualTo(5 * 512);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 100, 32_768, 65_535})
    void anAckOfABlockThatWasNeverSentIsIgnored(int block) {
        TransferBench bench = TransferBench.plain(50_000_000).start().ack(1);
        bench.orders();

        assertThat(bench.ack(block).orders()).isEmpty();
        assertThat(bench.transfer().state()).isEqualTo(TransferState.SENDING);
        assertThat(bench.transfer().acknowledgedBytes()).isEqualTo(512);
    }

    @Test
    void anAck0BeforeTheFirstBlockIsAcknowledgedIsNoAnswer() { // a client that thinks it was sent an OACK
        TransferBench bench = TransferBench.plain(5_000).start();
        bench.orders();

        assertThat(bench.ack(0).orders()).isEmpty();
    }

    @Test
    void aLostBlockIsSentAgainByTheTimer() { // RFC 1350 §2
        TransferBench bench = TransferBench.plain(5_000).start().ack(1);
        bench.orders();

        bench.passToDeadline();

        assertThat(bench.orders()).containsExactly("DATA 2");
        assertThat(bench.transfer().resentBlocks()).isOne();
    }

    @Test
    void whenTheLastAckIsLostTheLastBlockBringsAnother() { // RFC 1350 §6: the client dallies
        TransferBench bench = TransferBench.plain(100).start();
        bench.orders();

        bench.passToDeadline();
        assertThat(bench.orders()).containsExactly("DATA 1 of 100 bytes");

        assertThat(bench.ack(1).orders()).containsExactly("ended COMPLETED");
    }

    @Test
    void blocksAreCountedOnPast65535() {
        TransferBench bench =
                TransferBench.negotiated(8 * 65_538 + 3, 8, 1).start().ack(0);
        bench.orders();
        for (int block = 1; block <= 65_535; block++) {
            bench.ack(block);
        }
        assertThat(bench.orders()).containsExactly("DATA 2-65535", "DATA 0");

        assertThat(bench.ack(0).orders()).containsExactly("DATA 1");
        assertThat(bench.ack(1, 2).orders()).containsExactly("DATA 2", "DATA 3 of 3 bytes");
        assertThat(bench.ack(3).orders()).containsExactly("ended COMPLETED");
        assertThat(bench.transfer().acknowledgedBytes()).isEqualTo(8 * 65_538 + 3);
    }

    @ParameterizedTest
    @CsvSource({"8, 65464", "1468, 65464", "65464, 65464", "65536, 65464", "131072, 65464", "200000, 8"})
    void aFileArrivesWhateverItsSizeAndItsBlocksAre(int size, int blockSize) { // RFC 2348
        TransferBench bench =
                TransferBench.negotiated(size, blockSize, 1).start().ack(0);
        int lastBlock = size / blockSize + 1;
        for (int block = 1; block <= lastBlock; block++) {
            bench.ack(block);
        }

        assertThat(bench.orders()).startsWith("OACK").endsWith("ended COMPLETED");
        assertThat(bench.transfer().acknowledgedBytes()).isEqualTo(size);
    }

    @Test
    void anErrorOfTheClientEndsTheTransferAtOnce() { // RFC 1350 §7
        TransferBench bench = TransferBench.plain(5_000).start().ack(1);
        bench.orders();

        assertThat(bench.error().orders()).containsExactly("ended STOPPED");
        assertThat(bench.transfer().state()).isEqualTo(TransferState.ENDED);
        assertThat(bench.transfer().isWaiting()).isFalse();
    }

    @Test
    void whatHasEndedIsDeaf() { // RFC 1350 §7
        TransferBench bench =
                TransferBench.plain(200_000).holdingBack().start().deliver().error();
        bench.orders();

        bench.error().ack(1).ack(0).requestAgain().pass(10 * TransferBench.SECOND);
        while (bench.undelivered() > 0) {
            bench.deliver();
        }

        assertThat(bench.orders()).isEmpty();
    }
}
