package io.rtftp.guestfs.internal.description;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.testkit.fuzz.Corpus;
import io.rtftp.testkit.fuzz.Fuzz;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Texts that are nearly those of the corpus are a description or a mistake that is told: nothing but the parser's own exception comes
 * out, and no root that leads out of the disk. {@code mvn -Pfuzz} goes on all night.
 */
class ManyDescriptionsTest {

    private static final int INPUTS = 300_000;
    private static final Corpus CORPUS = Corpus.in(Path.of("src/test/corpus/descriptions"));

    private long descriptions;
    private long mistakes;

    @Test
    void whatIsNearlyADescriptionIsReadOrItsMistakeIsTold() {
        CORPUS.inputs().forEach(this::read);
        assertThat(descriptions).as("descriptions in the corpus").isGreaterThan(3);

        long fed = Fuzz.feed(INPUTS, CORPUS::changed, this::read);

        assertThat(descriptions).isGreaterThan(fed / 100);
        assertThat(mistakes).isGreaterThan(fed / 10);
    }

    private void read(byte[] text) {
        try {
            DiskDescription description = DescriptionParser.parse(new String(text, StandardCharsets.UTF_8));
            descriptions++;
            String root = description.root();
            if (!root.startsWith("/") || (root + "/").contains("/../") || root.indexOf('\0') >= 0) {
                throw new IllegalStateException("not a directory of the disk: " + root);
            }
        } catch (DescriptionException mistake) {
            mistakes++;
            if (String.valueOf(mistake.getMessage()).isBlank()) {
                throw new IllegalStateException("a mistake without a word", mistake);
            }
        }
    }
}
