package io.rtftp.local.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/** Temporary directories beside the compiled classes: on a disk, where the kernel remembers also what is absent, which it does not on a tmpfs. */
@NullMarked
public final class DiskDirectory implements TempDirFactory {

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
        Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "glance-");
        assertThat(Files.getFileStore(directory).type())
                .as(
                        "the file system of %s; check the sources out on one of these to test what its kernel remembers",
                        directory)
                .isIn("ext4", "xfs", "btrfs");
        return directory;
    }
}
