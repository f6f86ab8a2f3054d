package com.example.macsource;

import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.FileResolver;
import io.rtftp.testkit.file.ContractTree;
import io.rtftp.testkit.file.FileResolverContract;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What RTFTP promises of every resolver holds for this one too. */
class SerialContractTest implements FileResolverContract {

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final Path root;
    private final Path outside;

    SerialContractTest(@TempDir Path directory) {
        root = directory.resolve("tftp");
        outside = directory.resolve("tftp-secret");
    }

    @BeforeEach
    void write() throws IOException {
        ContractTree.write(root.resolve("serial").resolve("9ffefdef"), outside);
    }

    @AfterEach
    void stop() {
        threads.shutdown();
    }

    @Override
    public FileResolver resolver() {
        return new DirectoryResolver(threads, request -> Place.ofSerial(root, request));
    }

    @Override
    public FileRequest asking(String path) {
        return new FileRequest("9ffefdef/" + path, new InetSocketAddress("192.0.2.5", 2070));
    }
}
