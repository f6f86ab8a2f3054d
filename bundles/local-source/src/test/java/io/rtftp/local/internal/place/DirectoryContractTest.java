package io.rtftp.local.internal.place;

import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.FileResolver;
import io.rtftp.testkit.file.ContractTree;
import io.rtftp.testkit.file.FileResolverContract;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Both places keep the contract. */
@NullMarked
class DirectoryContractTest {

    private final LocalRoot root;
    private final Path outside;

    DirectoryContractTest(@TempDir Path directory) {
        root = new LocalRoot(directory.resolve("tftp"));
        outside = directory.resolve("tftp-secret"); // begins as the root does
    }

    @AfterEach
    void stop() {
        root.close();
    }

    /** Of one client. */
    @Nested
    class OfTheClient implements FileResolverContract {

        @BeforeEach
        void write() throws IOException {
            ContractTree.write(root.directory.resolve(LocalRoot.CLIENT), outside);
        }

        @Override
        public FileResolver resolver() {
            return root.clientDirectory;
        }

        @Override
        public FileRequest asking(String path) {
            return LocalRoot.asking(path);
        }
    }

    /** Of everyone. */
    @Nested
    class OfEveryone implements FileResolverContract {

        @BeforeEach
        void write() throws IOException {
            ContractTree.write(root.directory.resolve("default"), outside);
        }

        @Override
        public FileResolver resolver() {
            return root.defaults;
        }

        @Override
        public FileRequest asking(String path) {
            return LocalRoot.asking(path);
        }
    }
}
