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
import org.junit.jupiter.api.io.TempDir;

@NullMarked
class ClientDirectoryContractTest implements FileResolverContract {

    private final LocalRoot root;
    private final Path outside;

    ClientDirectoryContractTest(@TempDir Path directory) {
        root = new LocalRoot(directory.resolve("tftp"));
        outside = directory.resolve("tftp-secret"); // begins as the root does
    }

    @BeforeEach
    void write() throws IOException {
        ContractTree.write(root.directory.resolve(LocalRoot.CLIENT), outside);
    }

    @AfterEach
    void stop() {
        root.close();
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
