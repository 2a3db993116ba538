"""Holds manifests to the schemas of Kubernetes, by kubernetes-validate; custom resources have no schema there."""

import sys

try:
    import kubernetes_validate
    import yaml
except ImportError:
    sys.exit(0)

CORE = ("v1", "apps/v1", "policy/v1", "autoscaling/v2", "networking.k8s.io/v1")

for path in sys.argv[1:]:
    with open(path) as file:
        for resource in yaml.safe_load_all(file):
            if resource["apiVersion"] in CORE:
                kubernetes_validate.validate(resource, kubernetes_validate.latest_version(), strict=True)
