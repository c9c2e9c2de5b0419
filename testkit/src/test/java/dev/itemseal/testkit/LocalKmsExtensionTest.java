package dev.itemseal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.kms.KmsClient;

@ExtendWith(LocalKmsExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LocalKmsExtensionTest {

    private final LocalKms ofConstructor;

    LocalKmsExtensionTest(LocalKms kms) {
        ofConstructor = kms;
    }

    @BeforeAll
    static void aKeyStaysForAllTests(LocalKms kms) {
        kms.keyOf("alias/orders");
    }

    @Test
    @Order(1)
    void everyParameterIsTheSameServer(LocalKms kms) {
        assertThat(kms).isSameAs(ofConstructor);
        kms.inject(KmsFault.throttling());
        assertThat(kms.aliases()).hasSize(1);
    }

    @Test
    @Order(2)
    void theNextTestHasItsKeysButNotItsFaults(LocalKms kms) {
        try (KmsClient client = KmsClients.of(kms)) {
            assertThat(client.listAliases().aliases()).hasSize(1);
        }
        assertThat(kms.calls()).isEqualTo(1);
    }

    @Test
    @Order(3)
    void callsCountFromZero(LocalKms kms) {
        assertThat(kms.calls()).isZero();
    }

    @Nested
    class InAnother {

        @Test
        void aNestedClassHasTheServerOfTheOuterOne(LocalKms kms) {
            assertThat(kms).isSameAs(ofConstructor);
        }
    }

    @Nested
    class Afterwards {

        @Test
        void theServerOutlivesANestedClass(LocalKms kms) {
            try (KmsClient client = KmsClients.of(kms)) {
                assertThat(client.listAliases().aliases()).hasSize(1);
            }
        }
    }
}
