package dev.credence.testkit;

import java.util.Map;

/** What Azure Pipelines puts around its jobs, whoever issues the tokens. */
final class AzureDevOpsJob {
  private static final String PATH =
      "/my-organization/271ef6f7-5998-4b0f-86fb-4b54d9129990/_apis/distributedtask/hubs/build"
          + "/plans/0a4b1f6e-0000-4000-8000-000000000001"
          + "/jobs/0a4b1f6e-0000-4000-8000-000000000002/oidctoken";

  private AzureDevOpsJob() {}

  static void putVariables(Map<String, String> env, RunningJob job) {
    env.put("TF_BUILD", "True");
    env.put("SYSTEM_OIDCREQUESTURI", job.url() + PATH);
    env.put("SYSTEM_ACCESSTOKEN", job.credential());
  }

  /** The audience can't be chosen: a request's is ignored. */
  static void addRoutes(IssuerServer server, RunningJob job) {
    ServerRoute grants = job.grants("Bearer ", request -> "", "oidcToken");
    server.route(
        "POST",
        PATH,
        request -> {
          if (!request.queryParameters().containsKey("api-version")) {
            return RunningJob.refused(400);
          }
          ServerResponse response = grants.answer(request);
          return response.status() == 401 ? unauthorized(request) : response;
        });
  }

  /** Clients that don't forbid it are sent to a page for signing in. */
  private static ServerResponse unauthorized(ServerRequest request) {
    return request.header("X-TFS-FedAuthRedirect").orElse("").equals("Suppress")
        ? RunningJob.refused(401)
        : ServerResponse.of(302).header("Location", "/_signin");
  }
}
