package io.rtftp.metrics.internal.meter;

import io.rtftp.api.disk.ApplianceView;
import io.rtftp.api.disk.DiskRegistry;
import io.rtftp.api.disk.DiskView;
import io.rtftp.api.disk.SpoolView;
import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.Resolution;
import io.rtftp.api.file.ResolverChain;
import io.rtftp.api.server.ServerCounts;
import io.rtftp.api.server.ServerView;
import io.rtftp.api.server.TftpServer;
import io.rtftp.api.transfer.TransferRegistry;
import io.rtftp.api.transfer.TransferView;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A server whose parts say what a test wants; it has all of them, unless {@code absent}, and another one's where there
 * is a {@code replacement}. */
final class FakeSources implements Sources, TransferRegistry, ResolverChain, TftpServer, DiskRegistry {

    final List<TransferView> running = new ArrayList<>();
    List<ResolverView> places = List.of();
    ServerView view = new ServerView(ServerView.State.READY, List.of(), "");
    ServerCounts counts = new ServerCounts(0, 0, 0, 0, 0);
    List<DiskView> disks = List.of();
    List<ApplianceView> appliances = List.of();
    SpoolView spool = new SpoolView(0, 0, 0);
    Optional<FakeSources> replacement = Optional.empty();
    boolean absent;

    @Override
    public Optional<TransferRegistry> transfers() {
        return present(this, other -> other);
    }

    @Override
    public Optional<ResolverChain> chain() {
        return present(this, other -> other);
    }

    @Override
    public Optional<TftpServer> server() {
        return present(this, other -> other);
    }

    @Override
    public Optional<DiskRegistry> diskRegistry() {
        return present(this, other -> other);
    }

    @Override
    public List<TransferView> running() {
        return List.copyOf(running);
    }

    @Override
    public List<TransferView> ended() {
        return List.of();
    }

    @Override
    public boolean cancel(long id) {
        return false;
    }

    @Override
    public CompletionStage<Resolution> resolve(FileRequest request) {
        return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<List<Answer>> explain(FileRequest request) {
        return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<List<PlacedFile>> list(InetAddress client, String directory) {
        return new CompletableFuture<>();
    }

    @Override
    public List<ResolverView> resolvers() {
        return places;
    }

    @Override
    public ServerView view() {
        return view;
    }

    @Override
    public ServerCounts counts() {
        return counts;
    }

    @Override
    public List<DiskView> disks() {
        return disks;
    }

    @Override
    public List<ApplianceView> appliances() {
        return appliances;
    }

    @Override
    public SpoolView spool() {
        return spool;
    }

    @Override
    public CompletionStage<Void> refresh(String name) {
        return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<Void> detach(String name) {
        return new CompletableFuture<>();
    }

    private <T> Optional<T> present(T part, Function<FakeSources, T> other) {
        return absent ? Optional.empty() : Optional.of(replacement.map(other).orElse(part));
    }
}
