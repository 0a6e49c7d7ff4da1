// EKS Blueprints' own JupyterHub add-on on an existing cluster, with the homes on EFS: bench/hub.yaml in its TypeScript package.
"use strict";

const cdk = require("aws-cdk-lib");
const blueprints = require("@aws-quickstart/eks-blueprints");

const vpc = {
  vpcId: "vpc-0123456789abcdef0",
  vpcCidrBlock: "10.0.0.0/16",
  availabilityZones: ["us-west-2a", "us-west-2b", "us-west-2c"],
  privateSubnetIds: ["subnet-0a", "subnet-0b", "subnet-0c"],
};
const issuer = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-west-2.amazonaws.com/id/EXAMPLE";

// Everything is known in advance, so that nothing has to be looked up in AWS.
class ExistingVpc {
  provide(context) {
    return cdk.aws_ec2.Vpc.fromVpcAttributes(context.scope, "vpc", vpc);
  }
}

class ExistingCluster extends blueprints.ImportClusterProvider {
  createCluster(scope, ...rest) {
    this.props.openIdConnectProvider = cdk.aws_eks.OpenIdConnectProvider.fromOpenIdConnectProviderArn(scope, "oidc", issuer);
    return super.createCluster(scope, ...rest);
  }
}

async function main() {
  const app = new cdk.App();
  const cluster = new ExistingCluster({
    clusterName: "bench-cluster",
    version: cdk.aws_eks.KubernetesVersion.V1_32,
    clusterSecurityGroupId: "sg-0123456789abcdef0",
    kubectlRoleArn: "arn:aws:iam::111122223333:role/bench-kubectl",
  });
  const hub = new blueprints.addons.JupyterHubAddOn({
    efsConfig: { pvcName: "home", capacity: "100Gi", removalPolicy: cdk.RemovalPolicy.RETAIN },
    serviceType: blueprints.JupyterHubServiceType.CLUSTERIP,
  });
  await blueprints.EksBlueprint.builder()
    .account("111122223333")
    .region("us-west-2")
    .clusterProvider(cluster)
    .resourceProvider(blueprints.GlobalResources.Vpc, new ExistingVpc())
    .addOns(new blueprints.addons.EfsCsiDriverAddOn(), hub)
    .buildAsync(app, "bench");
  app.synth();
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
