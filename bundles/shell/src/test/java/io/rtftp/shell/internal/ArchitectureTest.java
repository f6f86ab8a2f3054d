package io.rtftp.shell.internal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static io.rtftp.testkit.architecture.Packages.inside;
import static io.rtftp.testkit.architecture.Packages.outside;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.rtftp.testkit.architecture.HouseRules;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.NullMarked;
import org.osgi.framework.BundleContext;

@NullMarked
@AnalyzeClasses(packages = "io.rtftp.shell", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final DescribedPredicate<JavaClass> COMMANDS = DescribedPredicate.describe(
            "are commands",
            type -> type.isAssignableTo(Action.class) && !type.getModifiers().contains(JavaModifier.ABSTRACT));

    @ArchTest
    static final ArchTests house_rules = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule text_and_input_know_neither_osgi_nor_the_shell = inside("..text..", "..page..", "..input..")
            .knowNothingOf("org.osgi..", "org.apache..", "..part..", "..command..", "..complete..");

    @ArchTest
    static final ArchRule time_comes_in_as_a_parameter = outside("..command..").readNoClock();

    @ArchTest
    static final ArchRule every_command_can_be_found_and_read = classes()
            .that(COMMANDS)
            .should()
            .beAnnotatedWith(Service.class)
            .andShould()
            .bePublic()
            .andShould(haveScopeNameAndDescription());

    @ArchTest
    static final ArchRule no_command_is_missing_because_a_service_is = fields().that()
            .areAnnotatedWith(Reference.class)
            .should()
            .haveRawType(BundleContext.class)
            .orShould()
            .haveRawType(Session.class)
            .because("Karaf withdraws all commands of a bundle while one @Reference is not satisfied");

    private static ArchCondition<JavaClass> haveScopeNameAndDescription() {
        return new ArchCondition<>("have the scope rtftp, a name, and a description of everything that is typed") {
            @Override
            public void check(JavaClass command, ConditionEvents events) {
                Command annotation = command.getAnnotationOfType(Command.class);
                boolean right = annotation.scope().equals("rtftp")
                        && annotation.name().matches("[a-z]+(-[a-z]+)?")
                        && isSentence(annotation.description())
                        && command.getFields().stream().allMatch(ArchitectureTest::isDescribed);
                events.add(new SimpleConditionEvent(command, right, command.getName() + ": " + annotation));
            }
        };
    }

    private static boolean isDescribed(JavaField field) {
        return field.tryGetAnnotationOfType(Option.class)
                        .map(Option::description)
                        .filter(d -> !isSentence(d))
                        .isEmpty()
                && field.tryGetAnnotationOfType(Argument.class)
                        .map(Argument::description)
                        .filter(d -> !isSentence(d))
                        .isEmpty();
    }

    private static boolean isSentence(String description) {
        return description.matches("[A-Z].{10,120}[^.]");
    }
}
