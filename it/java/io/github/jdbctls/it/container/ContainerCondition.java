package io.github.jdbctls.it.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import io.github.jdbctls.it.Requirement;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/**
 * Reports a test class as skipped, with the reason, where no Docker engine answers or it cannot get
 * the server's image. Under {@code -Dit.require=all} the class fails instead.
 */
final class ContainerCondition implements ExecutionCondition {
  /**
   * Decides for a whole class: an assumption that fails in its {@code @BeforeAll} would leave
   * nothing in the report.
   */
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (context.getTestMethod().isPresent()) {
      return ConditionEvaluationResult.enabled("decided for the class");
    }
    String image = PostgresContainer.image().asCanonicalNameString();
    try {
      fetch(image);
      return ConditionEvaluationResult.enabled("an engine has " + image);
    } catch (IllegalStateException | DockerException | DockerClientException e) {
      return ConditionEvaluationResult.disabled(
          Requirement.missing(
                  "PostgreSQL in a container of " + image, String.valueOf(e.getMessage()))
              .getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ConditionEvaluationResult.disabled("interrupted");
    }
  }

  /** One attempt: Testcontainers itself would try an unreachable registry for minutes. */
  private static void fetch(String image) throws InterruptedException {
    DockerClient engine = DockerClientFactory.instance().client();
    try {
      engine.inspectImageCmd(image).exec();
    } catch (NotFoundException absent) {
      engine.pullImageCmd(image).start().awaitCompletion();
    }
  }
}
