package io.rtftp.shell.internal.page;

import io.rtftp.api.file.ClientAddress;
import io.rtftp.api.transfer.TransferView;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which transfers an operator wants to see.
 *
 * @param all every ended transfer that is remembered, instead of the {@link #RECENT} last ones
 * @param client only those of this address, as {@link ClientAddress} writes it
 */
public record Selection(boolean all, Optional<String> client) {

    /** How many ended transfers are shown where not all of them are. */
    public static final int RECENT = 10;

    /** The running transfers wanted, in their order, then the ended ones in theirs, newest first. */
    public List<TransferView> of(List<TransferView> running, List<TransferView> ended) {
        Predicate<TransferView> wanted = transfer -> client.isEmpty()
                || client.get().equals(ClientAddress.of(transfer.client().getAddress()));
        // A transfer that ends between the two questions stands in both lists; the later answer counts.
        Set<Long> endedIds = ended.stream().map(TransferView::id).collect(Collectors.toSet());
        return Stream.concat(
                        running.stream().filter(wanted).filter(transfer -> !endedIds.contains(transfer.id())),
                        ended.stream().filter(wanted).limit(all ? Long.MAX_VALUE : RECENT))
                .toList();
    }

    /** The sentence where there is none. */
    public String emptyText() {
        return "no transfers" + client.map(address -> " of " + address).orElse("")
                + " are running, and none is remembered\n";
    }
}
