"""What CDKTF lacks of Terraform: escapes, dependencies, lifecycles, guards."""
