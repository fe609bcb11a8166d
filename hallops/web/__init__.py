"""The pages: what visitors, clerks and the guide desk see in a browser. A page shows views and sends commands."""
