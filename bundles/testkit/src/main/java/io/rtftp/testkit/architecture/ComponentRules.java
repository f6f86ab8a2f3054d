package io.rtftp.testkit.architecture;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;

/** What holds in a bundle that is wired by its package {@code component}: the rules of the house, and logic is plain Java. */
public final class ComponentRules {

    @ArchTest
    static final ArchTests house_rules = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule only_the_component_knows_osgi =
            Packages.outside("..internal.component..").knowNothingOf("org.osgi..", "org.apache.karaf..");

    @ArchTest
    static final ArchRule nobody_knows_who_wires_it =
            Packages.outside("..internal.component..").knowNothingOf("..internal.component..");

    private ComponentRules() {}
}
