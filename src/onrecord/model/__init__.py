"""Text to scores: the only room with onnxruntime."""
