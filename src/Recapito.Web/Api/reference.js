// Starts Scalar with all that would leave this machine turned off; the policy of the page forbids it besides.
Scalar.createApiReference("#app", {
  url: "/openapi/v1.json",
  agent: { disabled: true },
  mcp: { disabled: true },
  telemetry: false,
  withDefaultFonts: false,
  hideClientButton: true,
  showDeveloperTools: "never",
  defaultHttpClient: { targetKey: "shell", clientKey: "curl" },
});
