package io.rtftp.testkit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {

    @TempDir
    Path directory = Path.of("");

    @Test
    void inputsAreChangedInManyWaysAndTheSameForTheSameSeed() throws IOException {
        Files.writeString(directory.resolve("a"), "one input");
        Files.writeString(directory.resolve("b"), "");
        Corpus corpus = Corpus.in(directory);
        assertThat(corpus.inputs()).hasSize(2);

        Set<String> seen = new HashSet<>();
        Random chance = new Random(1);
        Random again = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            byte[] changed = corpus.changed(chance);
            assertThat(corpus.changed(again)).isEqualTo(changed);
            seen.add(Arrays.toString(changed));
        }
        assertThat(seen).hasSizeGreaterThan(1_000);
    }

    @Test
    void whatAParserThrowsIsToldWithItsInput() {
        assertThat(Fuzz.feed(1_000, chance -> new byte[] {1}, input -> {})).isEqualTo(1_000);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Fuzz.feed(1_000, chance -> new byte[] {0x0F, 1}, input -> {
                    throw new IllegalStateException("broken");
                }))
                .withMessageContaining("bytes 0f01");
    }

    @Test
    void aCorpusHasInputs() {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> Corpus.in(directory));
    }
}
