package io.rtftp.itests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.disk.ApplianceView;
import io.rtftp.api.disk.DiskView;
import io.rtftp.api.server.ServerView;
import io.rtftp.api.transfer.TransferView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An operator finds every state that a command shows in {@code docs/operations.md}. */
class StatesTest {

    @Test
    void everyStateIsExplained() throws IOException {
        String document = Files.readString(Path.of("../docs/operations.md"));

        assertThat(Stream.of(
                                ServerView.State.values(),
                                DiskView.State.values(),
                                ApplianceView.State.values(),
                                TransferView.State.values())
                        .flatMap(Arrays::stream)
                        .map(state ->
                                "`" + state.name().toLowerCase(Locale.ROOT).replace('_', ' ') + "`"))
                .allSatisfy(state -> assertThat(document).contains(state));
    }
}
