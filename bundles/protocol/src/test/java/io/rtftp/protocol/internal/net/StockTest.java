package io.rtftp.protocol.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class StockTest {

    private static final int BYTES = 64;

    private final Stock<ByteBuf> stock = new Stock<>(BYTES, 1, Function.identity());

    @Test
    void aBufferThatWasReleasedIsTakenAgainAndIsEmpty() {
        ByteBuf first = stock.take();
        first.writeInt(7);
        first.release();
        ByteBuf second = stock.take();
        assertThat(second).isSameAs(first);
        assertThat(second.readableBytes()).isZero();
        assertThat(second.writableBytes()).isEqualTo(BYTES);
        assertThat(second.refCnt()).isEqualTo(1);
    }

    @Test
    void aBufferInUseIsNobodyElses() {
        ByteBuf first = stock.take();
        assertThat(stock.take()).isNotSameAs(first);
        assertThat(stock.inUse()).isEqualTo(2);
    }

    @Test
    void aSliceKeepsItInUse() {
        ByteBuf buffer = stock.take();
        buffer.writeInt(7);
        ByteBuf slice = buffer.retainedSlice();
        buffer.release();
        assertThat(stock.inUse()).isEqualTo(1);
        slice.release();
        assertThat(stock.inUse()).isZero();
    }

    @Test
    void noMoreThanItsNumberAreKept() {
        ByteBuf first = stock.take();
        ByteBuf second = stock.take();
        first.release();
        second.release();
        assertThat(stock.take()).isSameAs(first);
        assertThat(stock.take()).isNotSameAs(second);
    }

    @Test
    void afterItsEndNothingIsKept() {
        ByteBuf before = stock.take();
        stock.close();
        before.release();
        assertThat(stock.take()).isNotSameAs(before);
    }

    @Test
    void aBufferThatIsForgottenIsToldOf() {
        try (Leaks leaks = Leaks.watch()) {
            stock.take().release();
            stock.take().writeInt(7);

            RunningServer.await("a report", () -> {
                stock.take().release(); // reports are made when a buffer is taken
                return !leaks.reported().isEmpty();
            });
        }
    }

    @Test
    void oneThatCameBackIsNot() {
        try (Leaks leaks = Leaks.watch()) {
            for (int i = 0; i < 10; i++) {
                stock.take().release();
                assertThat(leaks.reported()).isEmpty();
            }
        }
    }
}
