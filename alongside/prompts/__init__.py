"""Questions that arise from what is recorded, and what people have thought about them: asked, never decided for them."""
