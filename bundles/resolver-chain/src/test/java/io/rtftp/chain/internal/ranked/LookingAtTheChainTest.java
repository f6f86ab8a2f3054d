package io.rtftp.chain.internal.ranked;

import static io.rtftp.chain.internal.ranked.ChainUnderTest.NOT_HERE;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.FileResolver;
import io.rtftp.api.file.ListedFile;
import io.rtftp.api.file.ListedFile.Kind;
import io.rtftp.api.file.Resolution;
import io.rtftp.api.file.ResolverChain.Answer;
import io.rtftp.api.file.ResolverChain.PlacedFile;
import io.rtftp.api.file.ResolverChain.ResolverView;
import io.rtftp.api.file.ResolverChain.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class LookingAtTheChainTest {

    private final ChainUnderTest test = ChainUnderTest.settled();

    @Test
    void anExplanationHasEveryPlacesAnswerAndLeavesNoFileOpen() {
        CountingFile file = new CountingFile();
        test.register("a", 400, ScriptedResolver.saying(NOT_HERE));
        test.register("b", 300, ScriptedResolver.saying(file.found()));
        test.register("c", 200, ScriptedResolver.saying(new Resolution.Refused("secret")));
        test.register("d", 100, ScriptedResolver.saying(CompletableFuture.failedFuture(new IOException("broken"))));

        assertThat(test.chain.explain(ChainUnderTest.request()).toCompletableFuture())
                .isCompletedWithValue(List.of(
                        new Answer("a", 400, Verdict.NOT_HERE, "no"),
                        new Answer("b", 300, Verdict.FOUND, "here, 0 bytes"),
                        new Answer("c", 200, Verdict.REFUSED, "secret"),
                        new Answer("d", 100, Verdict.FAILED, "broken")));
        assertThat(file.closed).hasValue(1);
    }

    @Test
    void anExplanationIsNotCounted() {
        test.register("a", 300, ScriptedResolver.saying(NOT_HERE));

        assertThat(test.chain.explain(ChainUnderTest.request()).toCompletableFuture())
                .isDone();

        assertThat(test.chain.resolvers()).containsExactly(new ResolverView("a", 300, 0, 0, 0, 0));
    }

    @Test
    void aListIsSortedAndANameStandsAtThePlaceThatWouldAnswer() throws IOException {
        test.register("default", 100, listing("kernel", "memtest"));
        test.register("client-directory", 300, listing("kernel", "grub.cfg"));

        assertThat(list())
                .isCompletedWithValue(List.of(
                        placed("client-directory", "grub.cfg"),
                        placed("client-directory", "kernel"),
                        placed("default", "memtest")));
    }

    @Test
    void aPlaceThatCannotListContributesNothing() throws IOException {
        test.register("default", 100, listing("kernel"));
        test.register("broken", 200, new FileResolver() {
            @Override
            public CompletionStage<Resolution> resolve(FileRequest request) {
                return CompletableFuture.completedFuture(NOT_HERE);
            }

            @Override
            public CompletionStage<List<ListedFile>> list(InetAddress client, String directory) {
                return CompletableFuture.failedFuture(new IOException("broken"));
            }
        });

        assertThat(list()).isCompletedWithValue(List.of(placed("default", "kernel")));
    }

    private CompletableFuture<List<PlacedFile>> list() throws IOException {
        return test.chain.list(InetAddress.getByName("192.0.2.5"), "").toCompletableFuture();
    }

    private static ScriptedResolver listing(String... names) {
        ListedFile[] files = new ListedFile[names.length];
        for (int i = 0; i < names.length; i++) {
            files[i] = file(names[i]);
        }
        return ScriptedResolver.saying(NOT_HERE).listing(files);
    }

    private static PlacedFile placed(String place, String name) {
        return new PlacedFile(place, file(name));
    }

    private static ListedFile file(String name) {
        return new ListedFile(name, Kind.FILE, 1);
    }
}
