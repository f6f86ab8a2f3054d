package io.rtftp.testkit.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.FileResolver;
import io.rtftp.api.file.Resolution;
import io.rtftp.api.file.ServedFile;
import io.rtftp.testkit.file.ContractTree.ContractFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@link FileResolver} promises, as tests: a test class implements this, serves {@link ContractTree} from its place, and says how a
 * client asks for a file of it.
 */
public interface FileResolverContract {

    /** The place, which serves the files of {@link ContractTree#write}; a test class may keep it for all tests. */
    FileResolver resolver();

    /**
     * The request that finds a file of the tree.
     *
     * @param path its path in the tree
     */
    FileRequest asking(String path);

    /** How long an answer may take at most. */
    default Duration patience() {
        return Duration.ofSeconds(10);
    }

    /** Whether names with characters beyond U+FFFF can be asked for; where they can't, there are no such files. */
    default boolean isEveryNameKnown() {
        return true;
    }

    /** The files that are there. */
    static Stream<ContractFile> files() {
        return Stream.of(
                ContractTree.PLAIN,
                ContractTree.EMPTY,
                ContractTree.EVEN,
                ContractTree.BIG,
                ContractTree.SPACES,
                ContractTree.UNICODE,
                ContractTree.LINK);
    }

    /** Names of what is no file, or nothing at all. */
    static Stream<String> missing() {
        return Stream.of(
                "boot/none",
                "none/none",
                ContractTree.DIRECTORY,
                ContractTree.FIFO,
                ContractTree.LOOP,
                ContractTree.PLAIN.path() + "/below-a-file",
                "boot/vmlinuz ",
                "boot/VMLINUZ",
                "boot/new\nline",
                "boot/" + "x".repeat(300),
                "x/".repeat(3_000) + "x",
                "%2e%2e/secret");
    }

    @ParameterizedTest
    @MethodSource("io.rtftp.testkit.file.FileResolverContract#files")
    default void aFileIsFoundWithItsSizeAndItsBytes(ContractFile expected) {
        try (ServedFile file = found(expected)) {
            assertThat(file.size()).isEqualTo(expected.size());
            assertThat(answers().readAll(file, 65_536)).isEqualTo(ContractTree.content(expected));
        }
    }

    @Test
    default void aNameBeyondTheBasicPlaneIsFoundOrNotHere() {
        if (isEveryNameKnown()) {
            aFileIsFoundWithItsSizeAndItsBytes(ContractTree.BEYOND_THE_BASIC_PLANE);
        } else {
            whatIsNoFileIsNotHere(ContractTree.BEYOND_THE_BASIC_PLANE.path());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 1_468, 65_464, 1_000_000, Integer.MAX_VALUE})
    default void aFileReadInPiecesOfAnySizeIsTheWholeFile(int pieceBytes) {
        ContractFile expected = pieceBytes < 65_464 ? ContractTree.PLAIN : ContractTree.BIG;
        try (ServedFile file = found(expected)) {
            byte[] read = pieceBytes == Integer.MAX_VALUE
                    ? answers().read(file, 0, pieceBytes)
                    : answers().readAll(file, pieceBytes);

            assertThat(read).isEqualTo(ContractTree.content(expected));
        }
    }

    @Test
    default void aReadThatPassesTheEndStopsThere() {
        byte[] content = ContractTree.content(ContractTree.PLAIN);
        try (ServedFile file = found(ContractTree.PLAIN)) {
            assertThat(answers().read(file, 69_999, 100)).isEqualTo(Arrays.copyOfRange(content, 69_999, 70_000));
            assertThat(answers().read(file, 70_000, 100)).isEmpty();
            assertThat(answers().read(file, 1_000, 0)).isEmpty();
        }
    }

    @Test
    default void aBufferIsReadOnlyAndStaysAsItIsWhenMoreIsRead() {
        byte[] content = ContractTree.content(ContractTree.BIG);
        try (ServedFile file = found(ContractTree.BIG)) {
            ByteBuffer first = answers().of(file.read(0, 65_536));
            for (long position = 0; position < file.size(); position += 65_536) {
                answers().read(file, position, 65_536);
            }

            assertThat(first.isReadOnly()).isTrue();
            assertThat(Answers.bytes(first)).isEqualTo(Arrays.copyOf(content, 65_536));
        }
    }

    @Test
    default void piecesReadAtOnceAndFromTheEndAreTheRightOnes() {
        byte[] content = ContractTree.content(ContractTree.BIG);
        try (ServedFile file = found(ContractTree.BIG)) {
            List<CompletionStage<ByteBuffer>> reads = new ArrayList<>();
            for (int piece = 48; piece >= 0; piece--) {
                reads.add(file.read(piece * 65_536L, 65_536));
            }

            for (int i = 0; i <= 48; i++) {
                int from = (48 - i) * 65_536;
                assertThat(Answers.bytes(answers().of(reads.get(i))))
                        .isEqualTo(Arrays.copyOfRange(content, from, Math.min(content.length, from + 65_536)));
            }
        }
    }

    @Test
    default void eachRequestHasItsOwnFile() {
        ServedFile other = found(ContractTree.PLAIN);
        try (ServedFile file = found(ContractTree.PLAIN)) {
            other.close();

            assertThat(answers().readAll(file, 65_536)).isEqualTo(ContractTree.content(ContractTree.PLAIN));
        }
    }

    @Test
    default void aClosedFileCanBeClosedAgainAndCanNotBeRead() {
        ServedFile file = found(ContractTree.BIG);
        file.close();
        file.close();

        assertThat(answers().failureOf(file.read(0, 512))).isInstanceOf(IOException.class);
    }

    @Test
    default void whereAFileComesFromIsTold() {
        try (ServedFile file = found(ContractTree.PLAIN)) {
            assertThat(file.origin()).contains("vmlinuz");
        }
    }

    @ParameterizedTest
    @MethodSource("io.rtftp.testkit.file.FileResolverContract#missing")
    default void whatIsNoFileIsNotHere(String path) {
        Resolution resolution = answers().of(resolver().resolve(asking(path)));

        assertThat(resolution).isInstanceOf(Resolution.NotHere.class);
        assertThat(((Resolution.NotHere) resolution).why()).isNotBlank();
    }

    @Test
    default void aLinkThatLeadsOutFindsNothing() {
        for (String link : ContractTree.LINKS_OUT) {
            Resolution resolution = answers().of(resolver().resolve(asking(link)));

            assertThat(resolution).as(link).isNotInstanceOf(Resolution.Found.class);
            if (resolution instanceof Resolution.Refused refused) {
                assertThat(refused.reason()).isNotBlank();
            }
        }
    }

    /** File channels close under a thread that is interrupted, so a place that works on the caller's thread fails here. */
    @Test
    default void anInterruptedCallerIsServedAndHarmsNobody() {
        try (ServedFile other = found(ContractTree.BIG)) {
            Thread.currentThread().interrupt();
            CompletionStage<Resolution> answer = resolver().resolve(asking(ContractTree.BIG.path()));
            CompletionStage<ByteBuffer> read = other.read(0, 65_536);
            assertThat(Thread.interrupted()).isTrue();

            try (ServedFile file = answers().found(answer)) {
                assertThat(Answers.bytes(answers().of(read)))
                        .isEqualTo(answers().read(file, 0, 65_536));
            }
        }
    }

    private Answers answers() {
        return new Answers(patience());
    }

    private ServedFile found(ContractFile file) {
        return answers().found(resolver().resolve(asking(file.path())));
    }
}
