package io.rtftp.protocol.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class DiaryTest {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLineThatCanNotBeWrittenIsCountedAndTheNextOneIsWritten(boolean error) {
        AtomicBoolean broken = new AtomicBoolean(true);
        Diary.Pen pen = new Diary.Pen() {
            @Override
            public void info(String line) {}

            @Override
            public void warn(String line, @Nullable Throwable cause) {
                if (broken.getAndSet(false)) {
                    if (error) {
                        throw new StackOverflowError("the log's");
                    }
                    throw new IllegalStateException("the log is closed");
                }
                lines.add(line);
            }
        };
        try (Diary diary = new Diary(System::nanoTime, pen)) {
            diary.warn("one");
            diary.warn("two");

            RunningServer.await("what comes next", () -> lines.size() == 2);
            assertThat(lines)
                    .containsExactlyInAnyOrder(
                            "two", "1 events were dropped: listeners or the log are too slow or broken");
            assertThat(diary.missed()).isEqualTo(1);
        }
    }
}
