package io.rtftp.testkit.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/**
 * What holds in every bundle. An {@code ArchitectureTest} takes them all with
 * {@code @ArchTest static final ArchTests house_rules = ArchTests.in(HouseRules.class)} and adds what is its bundle's own.
 */
public final class HouseRules {

    private static final String OURS = "io.rtftp.";

    @ArchTest
    static final ArchRule of_rtftp_only_the_api_is_known = classes().should(knowNoOtherBundle());

    @ArchTest
    static final ArchRule nothing_goes_round_in_circles =
            slices().matching("io.rtftp.*.internal.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule no_static_state_changes = fields().that()
            .areStatic()
            .should()
            .haveModifier(JavaModifier.FINAL)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule names_say_what_makes_a_class_different = noClasses()
            .should()
            .haveNameMatching(".*\\.(Abstract|Base)[A-Z]\\w*")
            .orShould()
            .haveNameMatching(".*(Manager|Helper|Utils?|Impl)");

    private HouseRules() {}

    private static ArchCondition<JavaClass> knowNoOtherBundle() {
        return new ArchCondition<>("know no bundle of ours but their own and the api") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    String other = bundle(dependency.getTargetClass());
                    if (!other.isEmpty() && !other.equals("api") && !other.equals(bundle(type))) {
                        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                    }
                }
            }
        };
    }

    /** {@code chain} for what is in {@code io.rtftp.chain} or below; empty for what is not ours. */
    private static String bundle(JavaClass type) {
        String name = type.getPackageName() + ".";
        return name.startsWith(OURS) ? name.substring(OURS.length(), name.indexOf('.', OURS.length())) : "";
    }
}
