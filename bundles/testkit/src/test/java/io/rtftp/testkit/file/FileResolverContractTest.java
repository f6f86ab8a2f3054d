package io.rtftp.testkit.file;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.FileResolver;
import io.rtftp.api.file.Resolution;
import io.rtftp.api.file.ServedFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract holds for a resolver that keeps it, and each way of breaking it is found. */
@NullMarked
class FileResolverContractTest implements FileResolverContract {

    private final Path directory;
    private final Path outside;

    FileResolverContractTest(@TempDir Path temporary) {
        directory = temporary.resolve("tftp");
        outside = temporary.resolve("outside");
    }

    @BeforeEach
    void write() throws IOException {
        ContractTree.write(directory, outside);
    }

    @Override
    public FileResolver resolver() {
        return new HeapResolver(directory);
    }

    @Override
    public FileRequest asking(String path) {
        return new FileRequest(path, new InetSocketAddress(InetAddress.getLoopbackAddress(), 2070));
    }

    @Test
    void aPlaceThatFollowsLinksOutIsFound() {
        assertBroken(FileResolverContract::aLinkThatLeadsOutFindsNothing, new HeapResolver(directory) {
            @Override
            boolean isInside(Path real) {
                return true;
            }
        });
    }

    @Test
    void aPlaceThatGivesWhatIsNotThereIsFound() {
        assertBroken(contract -> contract.whatIsNoFileIsNotHere("boot/none"), giving(new byte[0]));
    }

    @Test
    void aPlaceThatRefusesWhatIsNotThereIsFound() {
        assertBroken(
                contract -> contract.whatIsNoFileIsNotHere("boot/none"),
                request -> CompletableFuture.completedFuture(new Resolution.Refused("no")));
    }

    @Test
    void aFileThatIsTooShortIsFound() {
        byte[] content = ContractTree.content(ContractTree.PLAIN);
        assertBroken(
                contract -> contract.aFileIsFoundWithItsSizeAndItsBytes(ContractTree.PLAIN),
                giving(Arrays.copyOf(content, content.length - 1)));
    }

    @Test
    void aWrongByteIsFound() {
        byte[] content = ContractTree.content(ContractTree.BIG);
        content[content.length - 1]++;
        assertBroken(contract -> contract.aFileReadInPiecesOfAnySizeIsTheWholeFile(65_464), giving(content));
        assertBroken(FileResolverContract::piecesReadAtOnceAndFromTheEndAreTheRightOnes, giving(content));
    }

    @Test
    void aFileThatCanBeReadAfterItWasClosedIsFound() {
        assertBroken(FileResolverContract::aClosedFileCanBeClosedAgainAndCanNotBeRead, new HeapResolver(directory) {
            @Override
            ServedFile file(String origin, byte[] content) {
                ServedFile file = super.file(origin, content);
                return new Passing(file) {
                    @Override
                    public void close() {}
                };
            }
        });
    }

    @Test
    void aBufferThatCanBeWrittenIsFound() {
        assertBroken(FileResolverContract::aBufferIsReadOnlyAndStaysAsItIsWhenMoreIsRead, new HeapResolver(directory) {
            @Override
            ServedFile file(String origin, byte[] content) {
                ServedFile file = super.file(origin, content);
                return new Passing(file) {
                    @Override
                    public CompletionStage<ByteBuffer> read(long position, int length) {
                        return super.read(position, length)
                                .thenApply(Answers::bytes)
                                .thenApply(ByteBuffer::wrap);
                    }
                };
            }
        });
    }

    private void assertBroken(Consumer<FileResolverContract> rule, FileResolver broken) {
        assertThatCode(() -> rule.accept(this)).doesNotThrowAnyException();
        assertThatThrownBy(() -> rule.accept(new ContractOf(broken, this))).isInstanceOf(AssertionError.class);
    }

    /** A place that has this content, whatever is asked. */
    private FileResolver giving(byte[] content) {
        return request -> CompletableFuture.completedFuture(
                new Resolution.Found(new HeapResolver(directory).file("vmlinuz", content)));
    }

    /** A file that does what another does. */
    private static class Passing implements ServedFile {

        private final ServedFile file;

        Passing(ServedFile file) {
            this.file = file;
        }

        @Override
        public String origin() {
            return file.origin();
        }

        @Override
        public long size() {
            return file.size();
        }

        @Override
        public CompletionStage<ByteBuffer> read(long position, int length) {
            return file.read(position, length);
        }

        @Override
        public void close() {
            file.close();
        }
    }
}
